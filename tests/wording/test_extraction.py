"""Babel's extractor sees every sentence: none is put together from variables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2
from jinja2 import nodes

import nameplate
from tests.wording.extracting import CHECKOUT, EXTRACT, messages

SERVER = Path(nameplate.__file__).parent
MODULES = sorted({*SERVER.rglob("*.py")} - {*(SERVER / "planning").rglob("*.py")})
"""All but those that speak to the operator, in English only."""
TEMPLATES = CHECKOUT / "web/templates"
LITERALS = {"text": 1, "plural": 2, "N_": 1}
"""The functions that mark a message, with how many of their arguments are literals."""

Marked = tuple[str, tuple[object, ...]]
"""Where a message is marked, and what stands there: strings, if all is well."""


@cache
def in_code() -> tuple[Marked, ...]:
    """All that code marks."""
    return tuple(found for path in MODULES for found in _in_module(path))


@cache
def in_templates() -> tuple[Marked, ...]:
    """All that templates mark."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    return tuple(found for path in sorted(TEMPLATES.rglob("*.html")) for found in _in_template(environment, path))


def _in_module(path: Path) -> Iterator[Marked]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = {ast.Attribute: "attr", ast.Name: "id"}.get(type(node.func), "")
            number = LITERALS.get(getattr(node.func, name, ""), 0)
            if number:
                yield f"{path.name}:{node.lineno}", tuple(getattr(each, "value", None) for each in node.args[:number])


def _in_template(environment: jinja2.Environment, path: Path) -> Iterator[Marked]:
    for call in environment.parse(path.read_text("utf-8")).find_all(nodes.Call):
        number = {"_": 1, "ngettext": 2}.get(getattr(call.node, "name", ""), 0)
        if number:
            yield f"{path.name}:{call.lineno}", tuple(getattr(each, "value", None) for each in call.args[:number])


def test_only_literals_are_marked() -> None:
    marked = (*in_code(), *in_templates())
    assert len(in_code()) > 300 and len(in_templates()) > 200
    assert [each for each in marked if not each[1] or not all(isinstance(text, str) and text for text in each[1])] == []


def test_a_message_comes_from_a_mark_alone() -> None:
    made = [
        f"{path.name}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message"
    ]
    assert [where.partition(":")[0] for where in made] == ["messages.py", "messages.py"]


def test_the_extractor_finds_all_that_is_marked_and_nothing_else() -> None:
    marked = {text for _, texts in (*in_code(), *in_templates()) for text in texts}
    found = [message.id for message in messages() if message.id]
    assert {text for ids in found for text in ((ids,) if isinstance(ids, str) else ids)} == marked


def test_make_extracts_like_this_test() -> None:
    assert f".venv/bin/{EXTRACT} -o web/locale/nameplate.pot ." in (CHECKOUT / "Makefile").read_text("utf-8")
