"""`nameplate meeting propose`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.planning.concept_notes_read import note_file


def test_the_proposal_becomes_a_meeting(run: Run, tmp_path: Path) -> None:
    programme = tmp_path / "programme.yaml"
    programme.write_text(run("meeting", "propose", str(note_file("hrc28-panel-2015"))).stdout, encoding="utf-8")
    created = run("meeting", "create", str(programme))
    assert ": High-level panel discussion of the Human Rights Council" in created.stdout.splitlines()[0]
    assert "does not fit" not in created.stderr


def test_guesses_are_comments_and_unused_lines_are_on_stderr(run: Run) -> None:
    result = run("meeting", "propose", str(note_file("seminar-2013")))
    assert 'timezone: "Europe/Zurich"  # guess: The time zone is that of the place.\n' in result.stdout
    assert "Not used, line 7: Mandate\n" in result.stderr
    assert "Not used, part of line 27: will provide a\n" in result.stderr
    assert max(map(len, result.stderr.splitlines())) <= 140


def test_a_note_with_control_characters_writes_none_to_the_terminal(run: Run, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Seminar on \x1b[2Jwater\n\nBackground\nWater \x1b[31mmatters.\n", encoding="utf-8")
    result = run("meeting", "propose", str(note))
    assert "\x1b" not in result.stdout + result.stderr and "Not used, line 4: Water  [31mmatters." in result.stderr


def test_a_bad_file_is_an_error(run: Run, tmp_path: Path) -> None:
    note = tmp_path / "note.pdf"
    note.write_bytes(b"%PDF-1.7")
    result = run("meeting", "propose", str(note), fails=True)
    assert result.stderr == (
        f"Error: {note}: must be a .docx or .txt file; from another file, copy the text and paste it\n"
    )
