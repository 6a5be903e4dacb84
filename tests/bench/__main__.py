"""`make bench`: compares Nameplate with a bare loop and with other servers, prints tables, and writes JSON and charts.

Usage: `python -m tests.bench [SECTION …] [--folder FOLDER]`. Without a section, all sections are measured. With
sections, only the figures of these sections are replaced in the folder.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from . import between, changes, deaf, fanout, hammer, joining, phone, pictures, pushes, race, start
from .charts import svg_charts
from .machine import TOP, about
from .tables import show

FOLDER = TOP / "docs" / "benchmarks"
SIZES = (200, 1_000, 5_000, 10_000)
FULL = 5_000
PEERS = ("websockets.broadcast", "starlette")
PACKING = ("websockets.broadcast+deflate", "starlette+deflate")

SECTIONS: Mapping[str, Callable[[], Any]] = {
    "fanout": lambda: fanout.measure(FULL, peers=[*PEERS, *fanout.node_peers()]),
    "packed": lambda: fanout.measure(FULL, peers=PACKING, packed=True),
    "sizes": lambda: [fanout.measure(count) for count in SIZES],
    "changes": changes.measure,
    "between": between.measure,
    "deaf": deaf.measure,
    "hammer": hammer.measure,
    "race": race.measure,
    "joining": joining.measure,
    "start": start.measure,
    "pictures": pictures.measure,
    "phone": phone.measure,
    "pushes": lambda: pushes.measure(faster=40),
}
"""The sections, in the order in which they are measured."""


def main() -> None:
    """Measure the sections that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("section", nargs="*", choices=[*SECTIONS, []], help="what to measure; without one, all")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where figures.json and the charts go")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    file = asked.folder / "figures.json"
    figures: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    figures["machine"] = about()
    for name in asked.section or SECTIONS:
        print(f"\n== {name}", flush=True)
        figures[name] = SECTIONS[name]()
        print(show(figures[name]), flush=True)
        file.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n")
    for chart, svg in svg_charts(figures).items():
        (asked.folder / f"{chart}.svg").write_text(svg)


if __name__ == "__main__":
    main()
