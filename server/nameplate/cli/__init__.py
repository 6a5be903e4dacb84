"""The command `nameplate`. Each file of this package is named after the command that it defines."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from importlib import import_module

import click

from nameplate import __version__

COMMANDS: Mapping[str, str] = {
    "serve": "serve",
    "demo": "demo",
    "meeting": "meeting",
    "organiser": "organiser",
    "webhook": "webhook",
    "osc": "osc",
    "microphones": "microphones",
    "bridge": "bridge",
    "report": "report",
    "backup": "backup",
    "migrate": "migrate",
    "move": "move",
    "doctor": "doctor",
    "config": "config",
}
"""By command name: the module that defines the command, as an object with the same name."""


PRIVATE = 0o077
"""Databases, backups, records and cards have names and secrets in them: only their owner may read them."""

INTERRUPTED = 128 + signal.SIGINT
"""The exit status of a program that Ctrl+C ended before it was done, as a shell shows it."""


class Commands(click.Group):
    """A group that imports a command only when it is used. So `serve` does not load the modules for programme files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the help text."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{COMMANDS[cmd_name]}", __package__), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. Ctrl+C ends it without words: by default, click says "Aborted!" and ends with 1."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None


@click.group(cls=Commands)
@click.version_option(__version__)
def main() -> None:
    """Nameplate: the list of speakers and the one clock of a UN-style meeting, live on every screen."""
    os.umask(PRIVATE)
