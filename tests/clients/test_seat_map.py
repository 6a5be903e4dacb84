"""The file that says which person of a conference belongs to which delegation."""

from pathlib import Path

import pytest

from nameplate.clients.seat_map import LARGEST_BYTES, BadMap, parse_seat_map, read_seat_map


def test_a_seat_has_persons_by_id_and_by_name() -> None:
    text = "seat,user,name\nKE,42,\nKE,43,\nBR,,Delegation of Brazil\nIN,7, India \n\n"
    assert parse_seat_map(text, "map.csv") == {
        "42": "KE",
        "43": "KE",
        "Delegation of Brazil": "BR",
        "7": "IN",
        "India": "IN",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: name the columns"),
        ("seat\nKE\n", "line 1: name the columns"),
        ("seat,user\n", "names nobody"),
        ("seat,user\nKE,\n", "line 2: a seat, and a user or a name"),
        ("seat,user\n,7\n", "line 2: a seat, and a user or a name"),
        ("seat,user\nKE,7\nBR,7\n", "line 3: “7” has two seats"),
    ],
)
def test_a_wrong_file_is_refused_with_the_line(text: str, told: str) -> None:
    with pytest.raises(BadMap, match=told):
        parse_seat_map(text, "map.csv")


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "map.csv"
    with pytest.raises(BadMap, match="cannot be read"):
        read_seat_map(file)
    file.write_bytes(b"seat,user\nKE,\xff\n")
    with pytest.raises(BadMap, match="not in UTF-8"):
        read_seat_map(file)
    file.write_bytes(b"x" * (LARGEST_BYTES + 1))
    with pytest.raises(BadMap, match="larger"):
        read_seat_map(file)
    file.write_bytes(b"\xef\xbb\xbfseat,user\nKE,7\n")
    assert read_seat_map(file) == {"7": "KE"}
