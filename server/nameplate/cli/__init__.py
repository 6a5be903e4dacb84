"""The command `nameplate`, put together: a file for each concern, a group for what is done to meetings."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from nameplate import __version__

COMMANDS: Mapping[str, str] = {
    "serve": "serving",
    "demo": "demo",
    "meeting": "meetings",
    "report": "reporting",
    "backup": "databases",
    "migrate": "databases",
}
"""Every command and the file of this package in which it stands, under the same name."""


class Commands(click.Group):
    """A group whose commands are loaded when they are asked for: a server has no use for what reads a programme."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{COMMANDS[cmd_name]}", __package__), cmd_name)
        return command


@click.group(cls=Commands)
@click.version_option(__version__)
def main() -> None:
    """Nameplate: the list of speakers and the one clock of a UN-style meeting, live on every screen."""
