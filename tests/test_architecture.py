"""There are no circular imports. The domain imports only the standard library: no clock, no chance, no system."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import nameplate

PACKAGE = Path(nameplate.__file__).parent
CHECKOUT = Path(__file__).parents[1]
ARCHITECTURE = CHECKOUT / "docs" / "architecture.md"

MAY_IMPORT = {
    "meeting": set[str](),
    "access": {"meeting"},
    "planning": {"formulas", "meeting"},
    "wording": {"meeting"},
    "record": {"formulas", "meeting", "wording"},
    "screens": {"meeting", "access", "wording", "paths"},
    "paper": {"meeting", "screens", "wording"},
    "store": {"meeting", "access", "paths"},
    "rooms": {"meeting", "store"},
    "nodes": {"meeting", "rooms", "store"},
    "pages": {
        *(
            "meeting",
            "nodes",
            "store",
            "rooms",
            "access",
            "paper",
            "planning",
            "record",
            "screens",
            "webhooks",
            "wording",
            "paths",
        ),
    },
    "webhooks": {"meeting", "rooms", "store", "wording"},
    "clients": set[str](),
    "formulas": set[str](),
    "paths": set[str](),
    "serving": {"rooms", "paths"},
}
"""The other parts that each part of the package may import."""

COMPOSITION = {"app", "cli", "simulation", "__main__"}
"""These create the application from the parts, and may import all parts."""

PARTS_OF_THE_DOMAIN = {
    "model": set[str](),
    "speakers_list": {"model"},
    "speeches": {"model", "speakers_list"},
    "programme": {"model", "speakers_list", "speeches", "statements"},
    "floor": {"model", "speakers_list", "speeches", "programme"},
    "log_replay": {"model"},
    "statements": {"model", "speakers_list", "log_replay"},
    "undo": {"model", "log_replay"},
    "notices": {"model"},
    "join_code": {"model"},
    "auxiliary_timer": {"model"},
    "podium_signals": {"model"},
    "booth_signals": {"model"},
    "rehearsal": {"model", "log_replay"},
    "appearance": {"model"},
    "ready_messages": {"model"},
    "remote_delegations": {"model"},
    "affected_seats": {"model", "speakers_list"},
    "automatic_closing": {"model", "speakers_list", "log_replay"},
    "category_correction": {"model", "speakers_list"},
    "forecast": {"model", "speakers_list", "speeches", "programme", "floor", "log_replay", "automatic_closing"},
    "permissions": {
        "model",
        "speakers_list",
        "speeches",
        "programme",
        "floor",
        "undo",
        "notices",
        "join_code",
        "auxiliary_timer",
        "podium_signals",
        "booth_signals",
        "rehearsal",
        "appearance",
        "ready_messages",
        "remote_delegations",
        "category_correction",
        "statements",
    },
}
"""The other parts of the domain that each part of the domain may import."""

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


def imports_of_file(path: Path) -> Iterator[str]:
    """The full names of all imports of a file of the package."""
    return imported(path.read_text("utf-8"), (nameplate.__name__, *path.relative_to(PACKAGE).parts[:-1]))


def module_graph() -> dict[str, set[str]]:
    """The modules of the package, each with the modules that it imports."""
    files = {
        ".".join((nameplate.__name__, *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in PACKAGE.rglob("*.py")
    }
    graph: dict[str, set[str]] = {}
    for module, path in files.items():
        named = set(imports_of_file(path))
        found = {name if name in files else name.rpartition(".")[0] for name in named}
        graph[module] = found & set(files) - {module}
    return graph


def domain_part_of(path: Path) -> str:
    """The part of the domain that contains a file: a folder or a single module."""
    return path.relative_to(PACKAGE / "meeting").with_suffix("").parts[0]


def imports_of(part: str) -> set[tuple[str, ...]]:
    """The imports of a part, each as a tuple of names: ("nameplate", "meeting", "state", "Item")."""
    return {tuple(name.split(".")) for path in parts().get(part, []) for name in imports_of_file(path)}


def inside(part: str) -> set[str]:
    """The other parts of the package that a part imports."""
    names = {name[1] for name in imports_of(part) if name[0] == nameplate.__name__ and len(name) > 1}
    return names - {part, "__version__"}


def outside(part: str) -> set[str]:
    """The libraries that a part imports, with the standard library."""
    return {name[0] for name in imports_of(part)} - {nameplate.__name__}


def reduced(graph: dict[str, set[str]]) -> set[tuple[str, str]]:
    """The edges of a graph, without edges between nodes that are also connected by a longer path."""

    def reachable(start: str) -> set[str]:
        found, todo = set[str](), [start]
        while todo:
            for name in graph.get(todo.pop(), set()) - found:
                found.add(name)
                todo.append(name)
        return found

    return {
        (name, target)
        for name, targets in graph.items()
        for target in targets
        if not any(target in reachable(other) for other in targets - {target})
    }


def graph_of_the_meeting() -> dict[str, set[str]]:
    """The parts of the domain, each with the parts that it imports."""
    graph: dict[str, set[str]] = {}
    for path in parts()["meeting"]:
        named = [name.split(".") for name in imports_of_file(path)]
        used = {name[2] for name in named if name[:2] == ["nameplate", "meeting"] and len(name) > 2}
        graph.setdefault(domain_part_of(path), set()).update(used - {domain_part_of(path)})
    return {part: found for part, found in graph.items() if part != "__init__"}


def drawn_in_the_docs(name: str) -> set[tuple[str, str]]:
    """The arrows of a picture in docs/architecture.md."""
    text = ARCHITECTURE.read_text("utf-8").partition(f"<!-- picture: {name} -->")[2].partition("```\n\n")[0]
    return {(arrow.group(1), arrow.group(2)) for arrow in re.finditer(r"^ +(\w+) --> (\w+)$", text, re.MULTILINE)}


def test_the_picture_of_the_package_shows_its_imports() -> None:
    graph = {part: inside(part) for part in parts() if part != "__main__"}
    assert drawn_in_the_docs("package") == reduced(graph)


def test_the_picture_of_the_domain_shows_its_imports() -> None:
    assert drawn_in_the_docs("meeting") == reduced(graph_of_the_meeting())


def test_every_file_that_the_architecture_names_exists() -> None:
    text = ARCHITECTURE.read_text("utf-8")
    named = set(re.findall(r"`([\w/]+(?:\.(?:py|js|html|css|md)|/))`", text))
    assert {"rooms/room.py", "web/static/js/live.js", "meeting/"} <= named
    missing = {
        name for name in named if not any((base / name).exists() for base in (PACKAGE, PACKAGE / "meeting", CHECKOUT))
    }
    assert missing == set()


def test_every_part_of_the_package_has_its_place() -> None:
    assert set(parts()) - set(MAY_IMPORT) - COMPOSITION == set()


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_point_one_way(part: str) -> None:
    assert inside(part) - MAY_IMPORT[part] == set()


def test_every_part_of_the_domain_has_its_place() -> None:
    found = {domain_part_of(path) for path in parts()["meeting"]}
    assert found - {"__init__"} == set(PARTS_OF_THE_DOMAIN)


@pytest.mark.parametrize("part", PARTS_OF_THE_DOMAIN)
def test_imports_point_one_way_in_the_meeting(part: str) -> None:
    modules = (
        path for path in parts()["meeting"] if path.relative_to(PACKAGE / "meeting").with_suffix("").parts[0] == part
    )
    named = {tuple(name.split(".")) for path in modules for name in imports_of_file(path)}
    others = {name[2] for name in named if name[:2] == ("nameplate", "meeting") and name[2:]} - {part}
    assert others & set(PARTS_OF_THE_DOMAIN) - PARTS_OF_THE_DOMAIN[part] == set()
    assert others <= set(PARTS_OF_THE_DOMAIN), "a part names the module that it imports, not the whole meeting"


def test_no_module_imports_itself_in_a_circle() -> None:
    TopologicalSorter(module_graph()).prepare()  # raises CycleError


def test_no_import_is_hidden_from_the_interpreter() -> None:
    files = [path for paths in parts().values() for path in paths]
    assert [path.name for path in files if "TYPE_CHECKING" in path.read_text("utf-8")] == []


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
