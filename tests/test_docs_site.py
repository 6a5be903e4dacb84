"""`make docs` builds the documentation as a site without a warning, and the site loads nothing from another host."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
LOADED = re.compile(r"""<(?:script|img|iframe|source)[^>]*\ssrc=["']([^"']+)|<link[^>]*\shref=["']([^"']+)""")
LOADED_BY_STYLE = re.compile(r"""(?:@import\s+|url\()["']?([^"')]+)""")
OF_ANOTHER_HOST = re.compile(r"(?:[a-z]+:)?//")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from the checkout. A broken link, a missing picture or a page in no menu ends the build."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", "docs", "-d", f"{folder}/cache"]
    built = subprocess.run([*command, ".", f"{folder}/html"], cwd=CHECKOUT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return folder / "html"


def test_every_page_of_the_manual_is_in_the_site(site: Path) -> None:
    pages = {file.relative_to(CHECKOUT).with_suffix(".html") for file in (CHECKOUT / "docs").rglob("*.md")}
    missing = {page for page in pages if not (site / page).is_file()}
    assert pages and not missing
    assert (site / "index.html").read_text(encoding="utf-8") == (site / "README.html").read_text(encoding="utf-8")


def test_every_picture_of_the_manual_is_in_the_site(site: Path) -> None:
    pictures = {file.name for file in (CHECKOUT / "docs" / "pictures").glob("*.png")}
    assert pictures and pictures <= {file.name for file in (site / "_images").iterdir()}


def test_the_site_loads_nothing_from_another_host(site: Path) -> None:
    loaded = {
        address
        for page in site.rglob("*.html")
        for found in LOADED.findall(page.read_text(encoding="utf-8"))
        for address in found
        if address
    }
    by_style = {
        address for style in site.rglob("*.css") for address in LOADED_BY_STYLE.findall(style.read_text("utf-8"))
    }
    assert any(address.endswith(".css") or ".css?" in address for address in loaded)
    assert not [address for address in loaded | by_style if OF_ANOTHER_HOST.match(address)]


def test_the_pictures_of_imports_are_tables_in_the_site(site: Path) -> None:
    page = (site / "docs" / "architecture.html").read_text(encoding="utf-8")
    assert "flowchart" not in page
    assert re.search(r"<td><p>nodes</p></td>\s*<td><p>rooms</p></td>", page)


def test_the_search_finds_pages_for_readers_but_no_decisions(site: Path) -> None:
    index = json.loads((site / "searchindex.js").read_text("utf-8").removeprefix("Search.setIndex(").removesuffix(")"))
    found = [index[kind].get("webhook", []) for kind in ("terms", "titleterms")]
    numbers = {number for each in found for number in (each if isinstance(each, list) else [each])}
    pages = {index["docnames"][number] for number in numbers}
    assert "docs/integrator" in pages
    assert not [page for page in pages if re.match(r"docs/decisions/[0-9]", page)]
    titled = {index["docnames"][place[0]] for places in index["alltitles"].values() for place in places}
    assert not [page for page in titled if re.match(r"docs/decisions/[0-9]", page)]
