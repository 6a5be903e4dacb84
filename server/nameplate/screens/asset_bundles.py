"""Bundles a script with the modules that it imports, and a style sheet with the style sheets that it imports.

The imports use the standard syntax of browsers. Only the few forms that are matched here are supported. Any other form
raises `ValueError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import rjsmin

MODULE = re.compile(r"^import (?:\{([\w, ]+)\} from )?'(\./\w+\.js|\.\./vendor/[\w.-]+\.js)';\n", re.MULTILINE)
NAME = re.compile(r"\w+")
EXPORTED = re.compile(r"^export (?=(?:const|class|function) (\w+))", re.MULTILINE)
STYLE = re.compile(r'^@import "((?:\w+/)?\w+\.css)"(?: layer\((\w+)\))?;\n', re.MULTILINE)
LEFT_OVER = re.compile(r"^(?:import|export|@import)\b.*", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACES = (
    (re.compile(r"\s+"), " "),
    (re.compile(r" ?([{};,>~]) ?"), r"\1"),
    (re.compile(r": "), ":"),  # a space before a colon has a meaning in a selector, one after it never has
    (re.compile(r";}"), "}"),
)


def script(file: Path) -> str:
    """A module, placed after the modules that it imports. A vendored library comes first and is not changed.

    Each of our own modules becomes a function. The function returns the exports that other modules import.
    """
    modules = list(dict.fromkeys(_modules(file.resolve())))
    ours = [module for module in modules if not _is_vendored(module)]
    _no_name_twice(file, ours)
    wanted = {name for module in ours for names, _ in MODULE.findall(_text(module)) for name in NAME.findall(names)}
    short: str = rjsmin.jsmin("".join(_function(module, wanted) for module in ours))
    return "\n".join([*(_text(module) for module in modules if _is_vendored(module)), short])


def style(file: Path) -> str:
    """A style sheet, placed after the style sheets that it imports, without comments and needless spaces.

    Consecutive imports into the same cascade layer share one block. This saves bytes for each phone.
    """
    sheets = dict.fromkeys(_sheets(file.resolve(), ""))
    rules = ((layer, text) for sheet, layer in sheets if (text := _rules(sheet)))
    written = "".join(_in_layer(layer, texts) for layer, texts in groupby(rules, key=itemgetter(0)))
    for pattern, short in SPACES:
        written = pattern.sub(short, written)
    return written.strip()


def _modules(file: Path) -> Iterator[Path]:
    """A module, after the modules that it imports. A module may appear several times."""
    for _, path in MODULE.findall(_text(file)):
        yield from _modules((file.parent / path).resolve())
    yield file


def _sheets(file: Path, layer: str) -> Iterator[tuple[Path, str]]:
    """A style sheet, after the style sheets that it imports. Each has the name of its cascade layer, or ""."""
    imports = STYLE.findall(_text(file))
    if imports and layer:
        raise ValueError(f"{file.name}: a style sheet that is imported into a layer cannot import others here")
    for path, inner in imports:
        yield from _sheets((file.parent / path).resolve(), inner)
    yield file, layer


def _rules(file: Path) -> str:
    """The rules of a style sheet, without imports and comments. Empty for a style sheet that has only imports."""
    return COMMENT.sub("", _without_imports(file, STYLE)).strip()


def _in_layer(layer: str, rules: Iterable[tuple[str, str]]) -> str:
    text = "\n".join(text for _, text in rules)
    return f"@layer {layer} {{{text}}}" if layer else text


def _is_vendored(file: Path) -> bool:
    return file.parent.name == "vendor"


def _no_name_twice(file: Path, modules: list[Path]) -> None:
    names = [name for module in modules for name in EXPORTED.findall(_text(module))]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"{file.name}: more than one module exports {', '.join(twice)}")


def _function(module: Path, wanted: set[str]) -> str:
    names = ", ".join(name for name in EXPORTED.findall(_text(module)) if name in wanted)
    seen, returned = (f"const {{ {names} }} = ", f"return {{ {names} }};\n") if names else ("", "")
    code = _without_imports(module, MODULE, EXPORTED)
    return f"{seen}(() => {{\n{code}\n{returned}}})();\n" if code.strip() else ""


def _without_imports(file: Path, *patterns: re.Pattern[str]) -> str:
    text = _text(file)
    for pattern in patterns:
        text = pattern.sub("", text)
    if unknown := LEFT_OVER.search(text):
        raise ValueError(f"{file.name}: this import or export is not understood here: {unknown[0]}")
    return text


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
