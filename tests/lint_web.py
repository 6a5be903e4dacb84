"""Checks the layout of templates, style sheets and scripts: `python -m tests.lint_web`, part of `make lint`.

A line has at most 120 columns and one statement: a declaration of CSS, a statement of JavaScript, a tag of Jinja that
opens something. What is vendored is not checked.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from nameplate.paths import WEB

COLUMNS = 120
Fault = tuple[int, str]

CSS_SKIPPED = re.compile(r"""/\*.*?\*/|"[^"\n]*"|'[^'\n]*'""", re.DOTALL)
CSS_CROWDED = re.compile(r"[;{][ \t]*\S|\S[ \t]*\}|\}[ \t]*\S")

JS_SKIPPED = re.compile(
    r"""
      //[^\n]* | /\*.*?\*/
    | '(?:\\.|[^'\\\n])*' | "(?:\\.|[^"\\\n])*" | `(?:\\.|[^`\\])*`
    | (?:(?<=[(,=:\[!&|?{};])|(?<=[(,=:\[!&|?{};]\s))/(?![/*])  # a pattern begins where no value ends
      (?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/\w*
    """,
    re.DOTALL | re.VERBOSE,
)
JS_BLOCK = re.compile(r"(?:\)|=>|\belse|\btry|\bcatch|\bfinally|\bdo)[ \t]*\{[ \t]*[^\s}]")
JS_AFTER_BLOCK = re.compile(r"^[ \t]*\}[ \t]*(?!(?:else|catch|finally|while|of|in|from)\b)\w", re.MULTILINE)

REST = re.compile(r"[ \t]*\S")

JINJA_OPENS = re.compile(r"\{%[-+]?\s*(?:block|call|do|extends|filter|for|from|if|import|include|macro|set|with)\b")
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
STYLE_ELEMENT = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)


def style_faults(text: str) -> Iterator[Fault]:
    """Where a line of CSS holds more than one declaration, selector or bracket."""
    code = _blanked(CSS_SKIPPED, text, " ")
    yield from ((line, "more than one declaration on a line") for line in _lines(CSS_CROWDED, code))


def script_faults(text: str) -> Iterator[Fault]:
    """Where a line of JavaScript holds more than one statement. A short `if (...) statement;` is one."""
    code = _blanked(JS_SKIPPED, text, "x", comment=" ")
    crowded = {*_lines(JS_BLOCK, code), *_lines(JS_AFTER_BLOCK, code), *_after_semicolons(code)}
    yield from ((line, "more than one statement on a line") for line in sorted(crowded))


def template_faults(text: str) -> Iterator[Fault]:
    """Where a line of a template opens more than one tag of Jinja, and the faults of the styles in it."""
    code = _blanked(JINJA_COMMENT, text, " ")
    for number, line in enumerate(code.splitlines(), 1):
        if len(JINJA_OPENS.findall(line)) > 1:
            yield number, "more than one tag of Jinja opens on a line"
    for style in STYLE_ELEMENT.finditer(code):
        if "{{" not in style[0]:
            before = code.count("\n", 0, style.start())
            yield from ((before + number, fault) for number, fault in style_faults(style[0]))


CHECKS: dict[str, Callable[[str], Iterator[Fault]]] = {
    ".css": style_faults,
    ".html": template_faults,
    ".js": script_faults,
}


def faults(suffix: str, text: str) -> list[Fault]:
    """All faults of a file with that suffix, as line and message."""
    long = (number for number, line in enumerate(text.splitlines(), 1) if len(line) > COLUMNS)
    return sorted([*((number, f"more than {COLUMNS} columns") for number in long), *CHECKS[suffix](text)])


def files(web: Path) -> list[Path]:
    """All our own templates, style sheets and scripts."""
    return sorted(file for file in web.rglob("*") if file.suffix in CHECKS and file.parent.name != "vendor")


def main(web: Path = WEB) -> None:
    """Exit with the list of faults, if there are any."""
    found = [
        f"{file.relative_to(web.parent)}:{line}: {fault}"
        for file in files(web)
        for line, fault in faults(file.suffix, file.read_text("utf-8"))
    ]
    sys.exit("\n".join(found) or None)


def _after_semicolons(code: str) -> Iterator[int]:
    """The lines on which something follows a semicolon, except in the head of a loop."""
    brackets: list[str] = []
    for index, sign in enumerate(code):
        if sign in "([{":
            brackets.append(sign)
        elif sign in ")]}":
            brackets.pop()
        elif sign == ";" and brackets[-1:] != ["("] and REST.match(code, index + 1):
            yield _line(code, index)


def _blanked(skipped: re.Pattern[str], text: str, filling: str, comment: str = "") -> str:
    """The text with all that is `skipped` filled in, on the same lines."""

    def blank(match: re.Match[str]) -> str:
        sign = comment if comment and match[0].startswith(("//", "/*")) else filling
        return re.sub(r"[^\n]", sign, match[0])

    return skipped.sub(blank, text)


def _lines(pattern: re.Pattern[str], code: str) -> Iterator[int]:
    return (_line(code, match.end() - 1) for match in pattern.finditer(code))


def _line(code: str, index: int) -> int:
    return code.count("\n", 0, index) + 1


if __name__ == "__main__":
    main()
