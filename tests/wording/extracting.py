"""The messages of the product, as Babel's own extractor finds them."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).parents[2]
TEMPLATE = CHECKOUT / "web/locale/nameplate.pot"
EXTRACT = "pybabel -q extract -F babel.toml --omit-header --no-location --sort-output"
"""What `make messages` runs. No dates and no line numbers, so that the file changes with the messages alone."""


@cache
def extracted() -> str:
    """The template of a catalogue, as `make messages` would write it now."""
    with TemporaryDirectory() as folder:
        written = Path(folder) / TEMPLATE.name
        program, *options = EXTRACT.split()
        command = [str(Path(sys.executable).with_name(program)), *options, "-o", str(written), "."]
        subprocess.run(command, cwd=CHECKOUT, check=True)
        return written.read_text("utf-8")


@cache
def messages() -> Catalog:
    """The committed template."""
    with TEMPLATE.open("rb") as file:
        return read_po(file)
