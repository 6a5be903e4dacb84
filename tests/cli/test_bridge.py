"""`nameplate bridge`: what it refuses before it connects."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LINK = "http://127.0.0.1:9/in/no-such-secret"
CONFERENCE = (
    *("bigbluebutton", "--secret", "s", "--conference", "panel", "--callback", "https://bridge.example/callback"),
)


@pytest.fixture
def seat_map(tmp_path: Path) -> Path:
    file = tmp_path / "map.csv"
    file.write_text("seat,user\nKE,42\n", encoding="utf-8")
    return file


def test_a_taken_port_and_something_else_than_a_link_are_told(run: Run, seat_map: Path, tmp_path: Path) -> None:
    common = ("bridge", "--url", "http://127.0.0.1:9/m/CODE", "--map", str(seat_map))
    memory = ("--memory", str(tmp_path / "memory.json"))
    api = ("--api", "https://bbb.example/bigbluebutton/api")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = ("--port", str(taken.getsockname()[1]))
        told = run(*common, *memory, *CONFERENCE, *api, *port, fails=True).stderr
        assert f"Cannot listen on 127.0.0.1, port {port[1]} (Address already in use" in told
    told = run(*common, *memory, *CONFERENCE, *api, *port, fails=True).stderr
    assert "This is no link of Nameplate" in told


def test_a_wrong_map_memory_or_address_is_told(run: Run, seat_map: Path, tmp_path: Path) -> None:
    api = ("--api", "https://bbb.example/bigbluebutton/api")
    none = ("bridge", "--url", LINK, "--map", str(tmp_path / "none.csv"), *CONFERENCE, *api)
    assert "cannot be read" in run(*none, fails=True).stderr
    (tmp_path / "other.json").write_text("[1]", encoding="utf-8")
    other = ("bridge", "--url", LINK, "--map", str(seat_map), "--memory", str(tmp_path / "other.json"))
    assert "is no memory of a bridge" in run(*other, *CONFERENCE, *api, fails=True).stderr
    common = ("bridge", "--url", LINK, "--map", str(seat_map), "--memory", str(tmp_path / "memory.json"))
    assert "--api must be an address" in run(*common, *CONFERENCE, "--api", "file:///etc/passwd", fails=True).stderr
