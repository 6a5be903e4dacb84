"""A13: programme and participant files that are meant to stop or fill the machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.planning.test_bad_files import delegations_error, programme_error


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/null"])
def test_what_is_no_file_is_an_error(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    for error in (programme_error(tmp_path / name), delegations_error(tmp_path / name)):
        assert error == f"{tmp_path / name}: must be a file, and no device or pipe"


HUGE = {
    "items": "sittings:\n- items:\n" + "  - {id: a, kind: break, minutes: 5}\n" * 20_000,
    "scalar": "title: " + "x" * 50_000_000,
    "rows": "code,category,name\n" + "FR,member_state,France\n" * 1_000_000,
}


@pytest.mark.parametrize("what", HUGE)
def test_a_huge_file_is_an_error_before_it_is_read(tmp_path: Path, what: str) -> None:
    file = tmp_path / "huge"
    file.write_text(HUGE[what], encoding="utf-8")
    assert programme_error(file) == f"{file}: is too large; at most 100 KB are read"
    assert delegations_error(file).startswith(f"{file}: is too large; at most 1000 KB are read") or what == "items"


def test_a_control_character_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("code,category,name\nX1,ngo,Beep\x07\n", encoding="utf-8")
    assert delegations_error(file) == f"{file}, line 2: “name” has a control character"
    file.write_text(
        'sittings: [{id: "Beep \\x07", start: 10:00, end: 11:00, items: []}]\ndate: 2015-03-03\n', encoding="utf-8"
    )
    assert "“id” must be a text" in programme_error(file)
