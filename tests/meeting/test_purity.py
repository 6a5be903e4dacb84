"""Imports point one way, and the domain imports the standard library alone: no clock, no chance, no system."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import nameplate

PACKAGE = Path(nameplate.__file__).parent

MAY_IMPORT = {
    "meeting": set[str](),
    "access": {"meeting"},
    "planning": {"meeting"},
    "record": {"meeting", "screens"},
    "screens": {"meeting", "paths"},
    "store": {"meeting", "access", "paths"},
    "rooms": {"meeting", "store"},
    "pages": {"meeting", "store", "rooms", "access", "record", "screens"},
    "paths": set[str](),
    "sockets": {"rooms"},
    "settings": set[str](),
}
"""What each part of the package may import beside itself. Parts that are still to come may be named here."""

COMPOSITION = {"app", "cli", "server", "simulation", "__main__"}
"""These put the parts together and may import all of them."""

NEVER = {
    "meeting": {"asyncio", "datetime", "os", "random", "secrets", "sys", "time", "uuid"},
    "rooms": {"jinja2", "starlette"},
}
"""What a part does not know, from outside the package."""


def parts() -> dict[str, list[Path]]:
    """The modules of each part: of a folder, or the one file of that name."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).with_suffix("").parts
        if inside != ("__init__",):
            found.setdefault(inside[0], []).append(path)
    return found


def imported(source: str, package: tuple[str, ...]) -> Iterator[str]:
    """The full names of all that a module of this package imports, wherever in the module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            base = [*above, *filter(None, [node.module])]
            yield from (".".join([*base, alias.name]) for alias in node.names)


def imports_of(part: str) -> set[tuple[str, ...]]:
    """What a part imports, each as the names along the way: ("nameplate", "meeting", "state", "Item")."""
    return {
        tuple(name.split("."))
        for path in parts().get(part, [])
        for name in imported(path.read_text("utf-8"), (nameplate.__name__, *path.relative_to(PACKAGE).parts[:-1]))
    }


def inside(part: str) -> set[str]:
    """The other parts of the package that a part imports."""
    names = {name[1] for name in imports_of(part) if name[0] == nameplate.__name__ and len(name) > 1}
    return names - {part, "__version__"}


def outside(part: str) -> set[str]:
    """The libraries that a part imports, the standard one included."""
    return {name[0] for name in imports_of(part)} - {nameplate.__name__}


def test_every_part_of_the_package_has_its_place() -> None:
    assert set(parts()) - set(MAY_IMPORT) - COMPOSITION == set()


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_point_one_way(part: str) -> None:
    assert inside(part) - MAY_IMPORT[part] == set()


def test_nothing_that_app_puts_together_is_a_program() -> None:
    assert inside("app") & (COMPOSITION - {"app"}) == set()


@pytest.mark.parametrize("part", NEVER)
def test_a_part_does_not_know_what_is_not_its_business(part: str) -> None:
    assert outside(part) & NEVER[part] == set()


def test_the_domain_imports_the_standard_library_alone() -> None:
    assert "dataclasses" in outside("meeting")
    assert outside("meeting") - sys.stdlib_module_names == set()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import time", "time"),
        ("import os.path as where", "os.path"),
        ("from ..rooms import room", "nameplate.rooms.room"),
        ("from .. import rooms", "nameplate.rooms"),
        ("from .state import Meeting", "nameplate.meeting.state.Meeting"),
        ("from nameplate.store import log", "nameplate.store.log"),
        ("def f():\n    from random import choice", "random.choice"),
    ],
)
def test_no_way_of_importing_escapes_the_walk(source: str, name: str) -> None:
    assert list(imported(source, ("nameplate", "meeting"))) == [name]
