"""Every line of the manual that calls `nameplate` names a command and options that it has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from nameplate.cli import main

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = [file for folder in (".", "deploy", "docs") for file in (CHECKOUT / folder).glob("*.md")]
BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(nameplate [^`]+)`")


def lines(page: str) -> Iterator[str]:
    """The calls of `nameplate` in the code of a page, each as one line."""
    blocks = "\n".join(BLOCK.findall(page)).replace("\\\n", " ")
    for line in [*blocks.splitlines(), *(found.replace("\n", " ") for found in INLINE.findall(page))]:
        called = re.search(r"(?:^|\s|/)(nameplate [^|>&]+)", line)
        if called and not line.lstrip().startswith("#"):
            yield called[1]


CALLS = sorted({(page.name, line) for page in PAGES for line in lines(page.read_text(encoding="utf-8"))})


def test_the_manual_has_many_calls() -> None:
    assert len(CALLS) > 60
    assert ("record.md", "nameplate report CODE --format docx --output record.docx") in CALLS


@pytest.mark.parametrize(("page", "line"), CALLS)
def test_a_call_in_the_manual_names_a_command_and_options_that_exist(page: str, line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = main
    while isinstance(command, click.Group):
        while words and words[0] in {name for option in command.params for name in option.opts}:
            words = words[2:]  # an option of the group, with its value
        name = words.pop(0) if words else ""
        if not name:  # the name of a group, such as `nameplate organiser`
            return
        inner = command.get_command(click.Context(command), name)
        assert inner, f"{page}: there is no command “{name}” in: {line}"
        command = inner
    known = {name for option in command.params for name in option.opts} | {"--help"}
    given = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}
    assert given <= known, f"{page}: {given - known} in: {line}"
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    assert given or len(words) <= len(arguments), f"{page}: too many words in: {line}"
