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
EXTRACT = "pybabel -q extract -F babel.toml --omit-header --no-location --sort-output"
"""What `make messages` runs."""


@cache
def messages() -> Catalog:
    """All messages, extracted as `make messages` does it."""
    with TemporaryDirectory() as folder:
        template = Path(folder) / "nameplate.pot"
        program, *options = EXTRACT.split()
        command = [str(Path(sys.executable).with_name(program)), *options, "-o", str(template), "."]
        subprocess.run(command, cwd=CHECKOUT, check=True)
        with template.open("rb") as file:
            return read_po(file)
