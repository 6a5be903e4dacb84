"""Reads which person of a conference belongs to which delegation: a CSV file with the columns `seat,user,name`."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

LARGEST_BYTES = 1_000_000


class BadMap(Exception):
    """The file cannot be used. The text says why and where."""


def read_seat_map(path: Path) -> Mapping[str, str]:
    """The seats by id from outside, and by displayed name. Raises `BadMap`."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise BadMap(f"{path} cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadMap(f"{path} is not in UTF-8") from error
    if len(data) > LARGEST_BYTES:
        raise BadMap(f"{path} is larger than {LARGEST_BYTES:,} bytes")
    return parse_seat_map(text, str(path))


def parse_seat_map(text: str, file: str) -> Mapping[str, str]:
    """The same for a text. Errors name it `file`. Raises `BadMap`."""
    rows = csv.DictReader(io.StringIO(text))
    columns = [name.strip() for name in rows.fieldnames or ()]
    if "seat" not in columns or not {"user", "name"} & {*columns}:
        raise BadMap(f"{file}, line 1: name the columns seat and user, or seat and name")
    rows.fieldnames = columns
    seats: dict[str, str] = {}
    for row in rows:
        given = {name: (row.get(name) or "").strip() for name in ("seat", "user", "name")}
        keys = [given[name] for name in ("user", "name") if given[name]]
        if not given["seat"] and not keys:
            continue
        if not given["seat"] or not keys:
            raise BadMap(f"{file}, line {rows.line_num}: a seat, and a user or a name")
        for key in keys:
            if seats.setdefault(key, given["seat"]) != given["seat"]:
                raise BadMap(f"{file}, line {rows.line_num}: “{key}” has two seats")
    if not seats:
        raise BadMap(f"{file} names nobody")
    return seats
