"""docs/operator.md names every command and every environment variable."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from nameplate.cli import main

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "operator.md").read_text(encoding="utf-8")


def commands(group: click.Group, before: str = "nameplate") -> dict[str, click.Command]:
    """Every command, by the words to type."""
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        typed, command = f"{before} {name}", group.get_command(context, name)
        assert command, typed
        found |= commands(command, typed) if isinstance(command, click.Group) else {typed: command}
    return found


COMMANDS = commands(main)


@pytest.mark.parametrize("typed", COMMANDS)
def test_a_command_is_in_the_manual_and_has_a_help_text(typed: str) -> None:
    assert f"| `{typed}" in MANUAL
    assert COMMANDS[typed].help


def test_every_environment_variable_is_in_the_manual() -> None:
    options = [o for command in COMMANDS.values() for o in command.params if isinstance(o, click.Option)]
    settings = {str(o.envvar) for o in options if o.envvar}
    assert settings and all(f"| `{setting}` |" in MANUAL for setting in settings)
