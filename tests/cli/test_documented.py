"""docs/operator.md names every command, every environment variable and every event of the log."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import nameplate
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


OWN_EVENTS = {"Outage": slice(1, 3), "note": slice(0, 1), "warn": slice(0, 1)}
"""For each function that writes a line of the log: which of its arguments are events."""


def strings(nodes: list[ast.expr]) -> Iterator[str]:
    """The values of those nodes that are texts."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def events(file: Path) -> Iterator[str]:
    """The events that a module can write to the log."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict):
            yield from strings(
                [v for k, v in zip(node.keys, node.values, strict=True) if k and [*strings([k])] == ["event"]]
            )
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            of_security = name == "Outage" or getattr(getattr(node.func, "value", None), "id", "") == "security_log"
            yield from strings(node.args[OWN_EVENTS[name]]) if of_security and name in OWN_EVENTS else ()


def test_the_manual_lists_the_events_of_the_log_and_no_others() -> None:
    written = {event for file in Path(nameplate.__file__).parent.rglob("*.py") for event in events(file)}
    assert len(written) > 30
    listed = re.findall(r"^\| `([a-z_]+)` \| (?:INFO|WARNING|ERROR|CRITICAL) \|", MANUAL, re.MULTILINE)
    assert sorted(listed) == sorted({*written, "http_server"})
