"""All command classes of the domain, found in its modules, and an example of each with placeholder values."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import MISSING, fields

from nameplate import meeting
from nameplate.meeting import Command


def _commands() -> tuple[type[Command], ...]:
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(meeting.__path__, f"{meeting.__name__}.")]
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, Command) and not inspect.isabstract(value)
    }
    return tuple(sorted(found, key=lambda command: command.__name__))


COMMANDS = _commands()


def arguments(command: type[Command]) -> list[tuple[str, str, bool]]:
    """The fields of a command: name, type, and whether it is required."""
    every = fields(command)  # type: ignore[arg-type]  # every command is a dataclass
    return [(f.name, str(f.type).removesuffix(" | None"), f.default is MISSING) for f in every]


def anyhow(command: type[Command]) -> Command:
    """A command with placeholder values in its required fields."""
    return command(**{name: 1 if kind == "int" else "x" for name, kind, must in arguments(command) if must})
