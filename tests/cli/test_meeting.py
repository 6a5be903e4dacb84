"""`nameplate meeting list`, `links`, `export`, `revoke`, `erase` and `delete`."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.programme_changes import AddItem
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.store import concept_note_table
from tests.cli.conftest import Run, contains, is_valid, links, read_meeting
from tests.serving import serving


def test_list_prints_code_and_title(run: Run, created: Any) -> None:
    assert run("meeting", "list").stdout.startswith(f"{created['code']}\tHigh-level panel discussion")


def test_list_prints_nothing_for_an_empty_database(run: Run) -> None:
    run("migrate")
    assert run("meeting", "list").stdout == ""


def test_links_makes_new_links_and_leaves_the_old_ones_valid(run: Run, created: Any, database_url: str) -> None:
    fresh = links(run("meeting", "links", created["code"]))
    assert fresh["chair"] != created["links"]["chair"]
    assert fresh["join"] == created["links"]["join"]
    assert is_valid(database_url, fresh["chair"]) and is_valid(database_url, created["links"]["chair"])


def test_links_with_a_name_makes_only_that_link(run: Run, created: Any, database_url: str) -> None:
    fresh = links(run("meeting", "links", created["code"], "--name", "delegate:FR", "--public-url", "http://x"))
    assert fresh.keys() == {"delegate:FR"} and fresh["delegate:FR"].startswith("http://x/in/")
    assert is_valid(database_url, fresh["delegate:FR"])


def test_links_prints_the_same_json_keys_as_create(run: Run, created: Any) -> None:
    fresh = json.loads(run("meeting", "links", created["code"], "--json").stdout)
    assert {key: list(value) for key, value in fresh.items() if key != "code"} == {
        key: list(value) for key, value in created.items() if key != "code"
    }


def test_links_writes_a_card_for_the_named_delegation(run: Run, created: Any, tmp_path: Path) -> None:
    run("meeting", "links", created["code"], "--name", "delegate:NA", "--cards", str(tmp_path / "cards.html"))
    page = (tmp_path / "cards.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 1 and "Namibia" in page


def test_links_with_an_unknown_name_fails(run: Run, created: Any) -> None:
    result = run("meeting", "links", created["code"], "--name", "delegate:XX", fails=True)
    assert result.stderr == "Error: This meeting has no link “delegate:XX”.\n"


def test_revoke_with_a_name_revokes_all_links_of_that_name(run: Run, created: Any, database_url: str) -> None:
    run("meeting", "links", created["code"], "--name", "delegate:FR")
    assert run("meeting", "revoke", created["code"], "--name", "delegate:FR").stdout == "2 revoked.\n"
    assert not is_valid(database_url, created["seats"]["FR"])
    assert is_valid(database_url, created["seats"]["NA"])


def test_revoke_without_a_name_revokes_all_links(run: Run, created: Any, database_url: str) -> None:
    count = sum(len(created[kind]) for kind in ("links", "seats", "panellists"))
    assert run("meeting", "revoke", created["code"]).stdout == f"{count} revoked.\n"
    assert not is_valid(database_url, created["links"]["chair"])


def test_revoke_fails_when_no_link_is_valid(run: Run, created: Any) -> None:
    run("meeting", "revoke", created["code"])
    again = run("meeting", "revoke", created["code"], fails=True)
    assert again.stderr == "Error: No such link is in force.\n"


async def test_erase_removes_names_and_texts_from_the_file_and_keeps_the_speeches(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    async with serving(database_url) as host:
        hosted = await (await host.meeting()).open_floor()
        await hosted.chair(AddInscription(guest="Ada Lovelace"), GiveFloorToNext(), SendNotice("speaker", "Slowly"))
        await hosted.chair(SendNotice("hall", "Mind the Analytical Engine"), EndSpeech())
        note = partial(concept_note_table.add, meeting=hosted.code, text="Keynote: Ms. Hypatia")
        await host.database.run(note)
    names = ("Hypatia", "Lovelace", "Slowly", "Analytical", "Rücker", "Khor", "Somavía", "South Centre")
    before = read_meeting(database_url, hosted.code)
    assert all(contains(tmp_path, name) for name in names)
    assert run("meeting", "erase", hosted.code).stdout == "Erased.\n"
    after = read_meeting(database_url, hosted.code)
    assert after.speeches == before.speeches and after.lists == before.lists
    assert not any(contains(tmp_path, name) for name in names)


async def test_export_writes_the_files_from_which_an_equal_meeting_is_created(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    async with serving(database_url) as host:
        hosted = await host.meeting()
        await hosted.chair(AddItem("break", "Coffee", 10, before="p-9"))
        programme, seats = tmp_path / "programme.yaml", tmp_path / "exported.csv"
        programme.write_bytes(run("meeting", "export", hosted.code, "--seats", str(seats)).stdout_bytes)
    before = read_meeting(database_url, hosted.code)
    made = json.loads(run("meeting", "create", str(programme), "--seats", str(seats), "--json").stdout)
    after = read_meeting(database_url, made["code"])
    assert (after.title, after.sittings) == (before.title, before.sittings)
    assert [replace(seat, sort="") for seat in after.seats.values()] == [*before.seats.values()]
    assert "Coffee" in [item.title for item in after.items()]


def test_export_says_when_the_participants_cannot_be_written(run: Run, created: Any, tmp_path: Path) -> None:
    result = run("meeting", "export", created["code"], "--seats", str(tmp_path), fails=True)
    assert result.stderr == f"Error: Who takes part cannot be written to {tmp_path} (Is a directory).\n"
    assert result.stdout == ""


def test_delete_removes_the_meeting_and_its_passes(run: Run, created: Any, database_url: str) -> None:
    assert run("meeting", "delete", created["code"], "--yes").stdout == "Removed.\n"
    assert run("meeting", "list").stdout == ""
    assert not is_valid(database_url, created["links"]["chair"])


def test_delete_without_confirmation_removes_nothing(run: Run, created: Any) -> None:
    result = run("meeting", "delete", created["code"], fails=True)
    assert "Remove the meeting with all that was recorded of it?" in result.output
    assert created["code"] in run("meeting", "list").stdout


@pytest.mark.parametrize("command", [("links",), ("export",), ("revoke",), ("erase",), ("delete", "--yes")])
def test_a_command_for_an_unknown_code_fails(run: Run, created: Any, command: tuple[str, ...]) -> None:
    result = run("meeting", *command, "XXXXXXXX", fails=True)
    assert result.stderr == "Error: There is no meeting XXXXXXXX.\n"
