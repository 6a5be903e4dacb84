"""Bundles of scripts and styles: nothing is lost, nothing is included twice, and unknown syntax is an error."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from nameplate.paths import WEB
from nameplate.screens import asset_bundles

STATIC = WEB / "static"
SUMS = {
    name: of for of, name in (line.split() for line in (STATIC / "vendor/SHA256SUMS").read_text("utf-8").splitlines())
}
SCRIPTS = ("chair", "desk", "delegate", "room_screen")


@pytest.fixture
def write(tmp_path: Path) -> Path:
    """A folder with two modules, of which one imports the other."""
    (tmp_path / "clock.js").write_text("const now = 1; // ours\nexport const clock = () => now;\n", encoding="utf-8")
    (tmp_path / "hall.js").write_text("import { clock } from './clock.js';\nconst now = clock();\n", encoding="utf-8")
    return tmp_path


def test_a_module_comes_after_what_it_imports_and_shares_only_what_is_exported(write: Path) -> None:
    assert asset_bundles.script(write / "hall.js") == (
        "const{clock}=(()=>{const now=1;const clock=()=>now;return{clock};})();(()=>{const now=clock();})();"
    )


def test_a_module_that_two_import_comes_once(write: Path) -> None:
    (write / "both.js").write_text("import './hall.js';\nimport { clock } from './clock.js';\n", encoding="utf-8")
    assert asset_bundles.script(write / "both.js").count("const{clock}") == 1


@pytest.mark.parametrize(
    "line",
    ["import clock from './clock.js';", "import('./clock.js');", "export default 1;", "export { now };"],
)
def test_what_is_not_understood_is_refused(write: Path, line: str) -> None:
    (write / "hall.js").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"hall\.js: this import or export is not understood here"):
        asset_bundles.script(write / "hall.js")


def test_two_modules_that_export_one_name_are_refused(write: Path) -> None:
    (write / "watch.js").write_text("export const clock = 2;\n", encoding="utf-8")
    (write / "hall.js").write_text("import './clock.js';\nimport './watch.js';\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"hall\.js: more than one module exports clock"):
        asset_bundles.script(write / "hall.js")


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_vendored_library_stands_in_each_script_as_its_makers_made_it(name: str) -> None:
    length = (STATIC / "vendor/htmx-4.0.1.min.js").stat().st_size
    served = asset_bundles.script(STATIC / f"js/{name}.js").encode()
    assert hashlib.sha256(served[:length]).hexdigest() == SUMS["htmx-4.0.1.min.js"]


@pytest.mark.parametrize("name", SUMS)
def test_a_vendored_file_is_as_its_makers_made_it(name: str) -> None:
    assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == SUMS[name]


def test_every_vendored_file_has_a_sum() -> None:
    assert {file.name for file in (STATIC / "vendor").iterdir()} == {*SUMS, "SHA256SUMS"}


def test_a_style_keeps_the_spaces_that_mean_something(tmp_path: Path) -> None:
    (tmp_path / "base.css").write_text("@layer a, b;\n/* one;\n two */\n@layer a {\n  b { c: d; }\n}\n", "utf-8")
    (tmp_path / "hall.css").write_text(
        '/* The hall. */\n@import "base.css";\n'
        "#more :is(a, b),\n.x > p { inset: 0 calc(1px + 2px); margin: auto }\n"
        "@media (width < 9rem) { p { top: 0; } }\n",
        "utf-8",
    )
    assert asset_bundles.style(tmp_path / "hall.css") == (
        "@layer a,b;@layer a{b{c:d}}"
        "#more :is(a,b),.x>p{inset:0 calc(1px + 2px);margin:auto}@media (width < 9rem){p{top:0}}"
    )


def test_a_style_imports_from_folders_and_neighbours_in_one_layer_share_a_block(tmp_path: Path) -> None:
    (tmp_path / "hall").mkdir()
    (tmp_path / "base.css").write_text('/* A list. */\n@import "hall/layers.css";\n', "utf-8")
    (tmp_path / "hall/layers.css").write_text("@layer a, b;\n", "utf-8")
    for name in ("clock", "floor", "next"):
        (tmp_path / f"hall/{name}.css").write_text(f"/* The {name}. */\n#{name} {{\n  top: 0;\n}}\n", "utf-8")
    (tmp_path / "hall.css").write_text(
        '@import "base.css";\n@import "hall/clock.css" layer(a);\n@import "base.css";\n'
        '@import "hall/floor.css" layer(b);\n@import "hall/next.css" layer(b);\n@import "hall/clock.css" layer(a);\n',
        "utf-8",
    )
    assert (
        asset_bundles.style(tmp_path / "hall.css")
        == "@layer a,b;@layer a{#clock{top:0}}@layer b{#floor{top:0}#next{top:0}}"
    )


def test_a_line_break_in_a_style_is_a_space(tmp_path: Path) -> None:
    (tmp_path / "hall.css").write_text("#floor\n.name {\n  margin:\n    1px\n    2px;\n}\n", "utf-8")
    assert asset_bundles.style(tmp_path / "hall.css") == "#floor .name{margin:1px 2px}"


@pytest.mark.parametrize(
    "line",
    [
        '@import "../base.css";',
        '@import "a/b/base.css";',
        '@import url("base.css");',
        '@import "base.css" layer;',
        '@import "base.css" print;',
    ],
)
def test_an_import_of_a_style_in_another_form_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "hall.css").write_text(line + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"hall\.css: this import or export is not understood here"):
        asset_bundles.style(tmp_path / "hall.css")


def test_a_style_in_a_layer_that_imports_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p {\n  top: 0;\n}\n", "utf-8")
    (tmp_path / "b.css").write_text('@import "a.css";\n', "utf-8")
    (tmp_path / "hall.css").write_text('@import "b.css" layer(c);\n', "utf-8")
    with pytest.raises(ValueError, match=r"b\.css: .* imported into a layer"):
        asset_bundles.style(tmp_path / "hall.css")


def test_every_style_is_on_some_screen() -> None:
    styles = {file.relative_to(STATIC / "css").as_posix() for file in (STATIC / "css").rglob("*.css")}
    lists = [(STATIC / "css" / style).read_text("utf-8") for style in styles if "/" not in style]
    imported = {path for text in lists for path, _ in asset_bundles.STYLE.findall(text)}
    assert imported == {style for style in styles if "/" in style} | {"base.css"}


@pytest.mark.parametrize("style", sorted((STATIC / "css").rglob("*.css")), ids=lambda file: file.stem)
def test_no_style_puts_words_on_the_page_which_would_lose_their_spaces(style: Path) -> None:
    contents = re.findall(r"[{;\s]content:([^;}]*)", style.read_text("utf-8"))
    strings = [string for content in contents for string in re.findall(r'"([^"]*)"', content)]
    assert not [string for string in strings if re.search(r"[\w{};,:]", string)]
