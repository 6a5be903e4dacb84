"""What is done to meetings that are there: listed, given links, revoked, erased, deleted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.cli.conftest import Run, holds, links, stored, valid
from tests.serving import serving


def test_list_tells_code_and_title(run: Run, created: Any) -> None:
    assert run("meeting", "list").stdout.startswith(f"{created['code']}\tHigh-level panel discussion")


def test_list_of_an_empty_database_is_empty(run: Run) -> None:
    assert run("meeting", "list").stdout == ""


def test_links_makes_new_links_and_leaves_the_old_ones_valid(run: Run, created: Any, database_url: str) -> None:
    fresh = links(run("meeting", "links", created["code"]))
    assert fresh["chair"] != created["links"]["chair"]
    assert fresh["join"] == created["links"]["join"]
    assert valid(database_url, fresh["chair"]) and valid(database_url, created["links"]["chair"])


def test_links_of_one_name_makes_that_one(run: Run, created: Any, database_url: str) -> None:
    fresh = links(run("meeting", "links", created["code"], "--name", "delegate:FR", "--public-url", "http://x"))
    assert fresh.keys() == {"delegate:FR"} and fresh["delegate:FR"].startswith("http://x/in/")
    assert valid(database_url, fresh["delegate:FR"])


def test_links_as_json_have_the_shape_of_create(run: Run, created: Any) -> None:
    fresh = json.loads(run("meeting", "links", created["code"], "--json").stdout)
    assert {key: list(value) for key, value in fresh.items() if key != "code"} == {
        key: list(value) for key, value in created.items() if key != "code"
    }


def test_links_can_be_cards(run: Run, created: Any, tmp_path: Path) -> None:
    run("meeting", "links", created["code"], "--name", "delegate:NA", "--cards", str(tmp_path / "cards.html"))
    page = (tmp_path / "cards.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 1 and "Namibia" in page


def test_links_of_a_name_that_is_not_there_makes_none(run: Run, created: Any) -> None:
    result = run("meeting", "links", created["code"], "--name", "delegate:XX", fails=True)
    assert result.stderr == "Error: This meeting has no link “delegate:XX”.\n"


def test_revoke_ends_the_links_of_one_name(run: Run, created: Any, database_url: str) -> None:
    run("meeting", "links", created["code"], "--name", "delegate:FR")
    assert run("meeting", "revoke", created["code"], "--name", "delegate:FR").stdout == "2 revoked.\n"
    assert not valid(database_url, created["seats"]["FR"])
    assert valid(database_url, created["seats"]["NA"])


def test_revoke_without_a_name_ends_all_links(run: Run, created: Any, database_url: str) -> None:
    count = sum(len(created[kind]) for kind in ("links", "seats", "panellists"))
    assert run("meeting", "revoke", created["code"]).stdout == f"{count} revoked.\n"
    assert not valid(database_url, created["links"]["chair"])


def test_revoke_of_what_is_not_in_force_says_so(run: Run, created: Any) -> None:
    run("meeting", "revoke", created["code"])
    again = run("meeting", "revoke", created["code"], fails=True)
    assert again.stderr == "Error: No such link is in force.\n"


async def test_erase_empties_the_file_of_names_and_keeps_who_spoke_when(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    async with serving(database_url) as host:
        hosted = await (await host.meeting()).open_floor()
        await hosted.chair(AddInscription(guest="Ada Lovelace"), GiveFloorToNext(), SendNotice("speaker", "Slowly"))
        await hosted.chair(SendNotice("hall", "Mind the Analytical Engine"), EndSpeech())
    names = ("Lovelace", "Slowly", "Analytical", "Rücker", "Khor", "Somavía", "South Centre")
    before = stored(database_url, hosted.code)
    assert all(holds(tmp_path, name) for name in names)
    assert run("meeting", "erase", hosted.code).stdout == "Erased.\n"
    after = stored(database_url, hosted.code)
    assert after.speeches == before.speeches and after.lists == before.lists
    assert not any(holds(tmp_path, name) for name in names)


def test_delete_removes_a_meeting_whole(run: Run, created: Any, database_url: str) -> None:
    assert run("meeting", "delete", created["code"], "--yes").stdout == "Removed.\n"
    assert run("meeting", "list").stdout == ""
    assert not valid(database_url, created["links"]["chair"])


def test_delete_asks_first(run: Run, created: Any) -> None:
    result = run("meeting", "delete", created["code"], fails=True)
    assert "Remove the meeting with all that was recorded of it?" in result.output
    assert created["code"] in run("meeting", "list").stdout


@pytest.mark.parametrize("command", [("links",), ("erase",), ("delete", "--yes")])
def test_an_unknown_code_is_said_to_be_unknown(run: Run, created: Any, command: tuple[str, ...]) -> None:
    result = run("meeting", *command, "XXXXXXXX", fails=True)
    assert result.stderr == "Error: There is no meeting XXXXXXXX.\n"
