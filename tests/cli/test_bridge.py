"""`nameplate bridge`: what it refuses before it connects."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

LINK = "http://127.0.0.1:9/in/no-such-secret"
CONFERENCE = (
    *("bigbluebutton", "--secret", "s", "--conference", "panel", "--callback", "https://bridge.example/callback"),
    *("--port", "8099"),
)


@pytest.fixture
def seat_map(tmp_path: Path) -> Path:
    file = tmp_path / "map.csv"
    file.write_text("seat,user\nKE,42\n", encoding="utf-8")
    return file


def test_a_server_that_is_not_there_is_told(run: Run, seat_map: Path, tmp_path: Path) -> None:
    common = ("bridge", "--url", LINK, "--map", str(seat_map), "--memory", str(tmp_path / "memory.json"))
    told = run(*common, *CONFERENCE, "--api", "https://bbb.example/bigbluebutton/api", fails=True).stderr
    assert "http://127.0.0.1:9 cannot be reached" in told
    assert "no-such-secret" not in told


def test_a_wrong_map_memory_or_address_is_told(run: Run, seat_map: Path, tmp_path: Path) -> None:
    api = ("--api", "https://bbb.example/bigbluebutton/api")
    none = ("bridge", "--url", LINK, "--map", str(tmp_path / "none.csv"), *CONFERENCE, *api)
    assert "cannot be read" in run(*none, fails=True).stderr
    (tmp_path / "other.json").write_text("[1]", encoding="utf-8")
    other = ("bridge", "--url", LINK, "--map", str(seat_map), "--memory", str(tmp_path / "other.json"))
    assert "is no memory of a bridge" in run(*other, *CONFERENCE, *api, fails=True).stderr
    common = ("bridge", "--url", LINK, "--map", str(seat_map), "--memory", str(tmp_path / "memory.json"))
    assert "--api must be an address" in run(*common, *CONFERENCE, "--api", "file:///etc/passwd", fails=True).stderr
