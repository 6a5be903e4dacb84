"""Scripts and styles in one piece: nothing lost, nothing twice, nothing that is not understood."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from nameplate.paths import WEB
from nameplate.screens import asset_bundles

STATIC = WEB / "static"
AUDIENCES = ("chair", "desk", "delegate", "podium", "hall")


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


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_vendored_library_stands_in_each_script_as_its_makers_made_it(audience: str) -> None:
    stated, _ = (STATIC / "vendor/SHA256SUMS").read_text("utf-8").split("  htmx-4.0.1.min.js\n")
    length = (STATIC / "vendor/htmx-4.0.1.min.js").stat().st_size
    served = asset_bundles.script(STATIC / f"js/{audience}.js").encode()
    assert hashlib.sha256(served[:length]).hexdigest() == stated


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
        "#more :is(a,b),.x > p{inset:0 calc(1px + 2px);margin:auto}@media (width < 9rem){p{top:0}}"
    )


@pytest.mark.parametrize("style", sorted(file.name for file in (STATIC / "css").iterdir()))
def test_no_style_puts_words_on_the_page_which_would_lose_their_spaces(style: str) -> None:
    assert not re.search(r"[{;\s]content:", (STATIC / "css" / style).read_text("utf-8"))
