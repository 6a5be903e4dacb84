"""`make docs`: the documentation as a site. Sphinx reads the same Markdown files that a code host shows."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

CHECKOUT = Path(__file__).resolve().parents[1]

project = "Nameplate"
author = "The Nameplate authors"
version = release = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
extensions = ["myst_parser"]
root_doc = "README"
include_patterns = ["*.md", "docs/*.md", "docs/decisions/*.md", "deploy/*.md"]
exclude_patterns = ["web", "tests", "server"]
myst_heading_anchors = 4
myst_fence_as_directive = ["mermaid"]
html_theme = "furo"
html_title = "Nameplate"
html_copy_source = False
html_show_sourcelink = False
nitpicky = True

READERS = {
    "In the room": [
        "docs/chair",
        "docs/desk",
        "docs/delegate",
        "docs/panellist",
        "docs/interpreter",
        "docs/screens",
        "docs/room",
    ],
    "Before the meeting": ["docs/organiser", "docs/concept-notes", "docs/programme", "docs/before-the-meeting"],
    "On paper, and afterwards": ["docs/paper", "docs/record"],
    "The server": ["docs/operator", "docs/upgrade", "deploy/README", "docs/sizing", "docs/scaling", "SECURITY"],
    "Other programs": ["docs/stream-deck", "docs/osc", "docs/microphones", "docs/bridge", "docs/integrator"],
    "The program itself": ["docs/architecture", "docs/design", "docs/decisions/README", "CONTRIBUTING", "CHANGELOG"],
}
"""The navigation: pages by their readers."""


DECISION = re.compile(r"docs/decisions/\d+-.*")
"""The records of decisions. The search leaves them out: they would come before the pages for readers."""


class ImportTable(Directive):
    """A Mermaid picture of imports as a table. Mermaid itself would have to be loaded from another host."""

    has_content = True
    ARROW: ClassVar = re.compile(r"\s*(\w+) --> (\w+)\s*")

    def run(self) -> list[nodes.Node]:
        """Each part, with the parts that it imports."""
        imports: dict[str, list[str]] = {}
        for arrow in filter(None, map(self.ARROW.fullmatch, self.content)):
            imports.setdefault(arrow[1], []).append(arrow[2])
        rows = [nodes.row("", *(cell(text) for text in (part, ", ".join(used)))) for part, used in imports.items()]
        head = nodes.thead("", nodes.row("", cell("Part"), cell("Imports")))
        columns = [nodes.colspec(colwidth=1), nodes.colspec(colwidth=3)]
        return [nodes.table("", nodes.tgroup("", *columns, head, nodes.tbody("", *rows), cols=2))]


def cell(text: str) -> nodes.entry:
    """A cell of a table."""
    return nodes.entry("", nodes.paragraph("", text))


def add_contents(app: Sphinx, page: str, source: list[str]) -> None:
    """Add the navigation to the first page, and the decisions to their list. Leave decisions out of the search.

    A code host would show all of this as text.
    """
    if page == "README":
        source[0] += "".join(contents(caption, pages) for caption, pages in READERS.items())
    if DECISION.fullmatch(page):
        source[0] = "---\nnosearch: true\n---\n\n" + source[0]
    if page == "docs/decisions/README":
        decisions = sorted((CHECKOUT / "docs" / "decisions").glob("[0-9]*.md"))
        source[0] += contents("Decisions", [f"docs/decisions/{file.stem}" for file in decisions])


def contents(caption: str, pages: list[str]) -> str:
    """A hidden table of contents."""
    return "\n".join(
        ["", "", "```{toctree}", ":hidden:", f":caption: {caption}", "", *(f"/{page}" for page in pages), "```"]
    )


def begin_at_the_index(app: Sphinx, error: Exception | None) -> None:
    """A web server opens `index.html`."""
    if error is None:
        shutil.copyfile(Path(app.outdir, "README.html"), Path(app.outdir, "index.html"))


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_directive("mermaid", ImportTable)
    app.connect("source-read", add_contents)
    app.connect("build-finished", begin_at_the_index)
