"""Figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

COLUMNS = ("cpu_us", "cpu_ratio", "last_ms", "last_ratio", "pushing_ms", "pushing_ratio", "bytes")
HEADS = ("us of CPU a delivery", "x bare", "ms to the last", "x bare", "ms first to last", "x bare", "bytes")


def show(figures: Any) -> str:
    """The figures of one section."""
    if isinstance(figures, Sequence):
        return "\n\n".join(show(one) for one in figures)
    if "targets" in figures:
        return _fanout(figures)
    return "\n".join(f"{name:<48}{value}" for name, value in _flat(figures))


def _fanout(figures: Mapping[str, Any]) -> str:
    """A row for each server: the best round, then the medians of all rounds."""
    head = f"{figures['clients']:,} screens, {figures['rounds']} rounds: the median of the best (of all of them)"
    rows = [["", *HEADS], *([name, *_cells(target)] for name, target in figures["targets"].items())]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([head, *lines])


def _cells(target: Mapping[str, Any]) -> Iterator[str]:
    for column in COLUMNS:
        every = [one[column] for one in target["all"] if column in one]
        spread = f" ({min(every):.2f} to {max(every):.2f})" if every and column != "bytes" else ""
        yield f"{target[column]:.2f}{spread}"


def _flat(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name} ")
        else:
            yield f"{before}{name}", value
