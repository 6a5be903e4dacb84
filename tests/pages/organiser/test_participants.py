"""An organiser adds a forgotten participant on the page of a meeting that has begun."""

from __future__ import annotations

import re
from html import unescape

import pytest
from httpx2 import AsyncClient, Response

from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.participants import AddParticipant
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.undo import Undo
from nameplate.rooms.answers import Done
from tests.cast import CHAIR, DESK
from tests.panel import SLOT_1
from tests.serving import Hosted


async def begin(meeting: Hosted) -> str:
    """Open the first sitting. Returns the address of the page of the organiser."""
    room = await meeting.room()
    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    return f"/organiser/m/{meeting.code}"


async def test_a_forgotten_participant_is_added_and_gets_a_link_and_a_card(
    organiser: AsyncClient, meeting: Hosted
) -> None:
    address = await begin(meeting)
    page = (await organiser.get(address)).text
    assert "What can still be changed is below" in page and 'name="participant"' in page
    answer = await organiser.post(f"{address}/participants", data={"participant": "Friends of the Earth, NGO"})
    assert answer.status_code == 303, answer.text
    shown = (await organiser.get(answer.headers["Location"])).text
    assert "Friends of the Earth takes part now." in shown
    seat = (await meeting.room()).meeting.seats["Friends-of-the-Earth"]
    assert (seat.category, seat.name) == ("ngo", "Friends of the Earth")
    for form, expected in (("table", "/in/"), ("large", "Friends of the Earth")):
        made = await organiser.post(f"{address}/links", data={"group": f"delegate:{seat.id}", "form": form})
        assert made.status_code == 200 and expected in made.text
    assert "Friends of the Earth" in (await organiser.get(f"{address}/participants.csv")).text
    assert "Participant added: Friends of the Earth (NGO)" in (await organiser.get(f"{address}/record.html")).text
    assert "Friends of the Earth" in (await meeting.get("desk", "desk")).text


async def test_a_phone_of_a_participant_that_was_undone_says_so_and_offers_nothing(
    organiser: AsyncClient, meeting: Hosted
) -> None:
    address = await begin(meeting)
    await organiser.post(f"{address}/participants", data={"participant": "Friends of the Earth, NGO"})
    made = await organiser.post(f"{address}/links", data={"group": "delegate:Friends-of-the-Earth", "form": "table"})
    link = "/in/" + made.text.partition("/in/")[2].partition('"')[0].partition("<")[0]
    room, opened = await meeting.room(), (OpenItem(SLOT_1), OpenList())
    assert all([isinstance(await room.handle(command, DESK), Done) for command in opened])
    assert "Request the floor" in (await organiser.get(link, follow_redirects=True)).text
    assert all([isinstance(await room.handle(command, DESK), Done) for command in (Undo(), Undo(), Undo(), *opened)])
    assert "Friends-of-the-Earth" not in (await meeting.room()).meeting.seats
    phone = await organiser.get(link, follow_redirects=True)
    assert phone.status_code == 200 and "Your delegation does not take part any more." in phone.text
    assert "Request the floor" not in phone.text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Frnace", 'fault">“Frnace” is not in the list of States. Did you mean France?'),
        ("France", "France takes part already."),
        ("A person, Other", "This kind of speaker cannot be added here."),
        ("", "Write the name of the participant."),
        ("  \t ", "Write the name of the participant."),
        (", NGO", "Write the name of the participant."),
        ("France\nKenya", "Add one participant at a time."),
        ("x" * 299, "“" + "x" * 80 + "” is not in the list of States"),
        ("x" * 250 + ", NGO", "“name” must have at most 200 characters"),
        ("x" * 400 + ", NGO", "A name has at most 200 characters."),
        ("Friends\u202eEarth, NGO", "The name has a character that nobody can see. Type the name again."),
        ("Friends\u2066Earth, NGO", "The name has a character that nobody can see."),
        ("Fra\x07nce", "The name has a character that nobody can see."),
        ("Known-Friends, NGO", "takes part already."),
        ("known friends, UN entity", "takes part already."),
        ("France, NGO", "France takes part already."),
    ],
)
async def test_what_is_wrong_is_told_at_the_field(
    organiser: AsyncClient, meeting: Hosted, written: str, told: str
) -> None:
    address = await begin(meeting)
    await (await meeting.room()).handle(AddParticipant("Known-Friends", "ngo", "Known Friends"), DESK)
    answer = await organiser.post(f"{address}/participants", data={"participant": written})
    assert answer.status_code == 422 and told in unescape(answer.text)
    assert f'value="{written.strip()[:300]}"' in answer.text and "x" * 301 not in answer.text
    assert 'aria-describedby="fault"' in answer.text


async def test_the_desk_opens_at_a_panel(organiser: AsyncClient, meeting: Hosted) -> None:
    address = f"/organiser/m/{meeting.code}/desk"
    opened = await organiser.post(address, data={"panel": "devices"})
    assert opened.headers["Location"].endswith("#devices")
    assert "#" not in (await organiser.post(address, data={"panel": "//elsewhere"})).headers["Location"]


async def at_desk(meeting: Hosted, written: str, by: str = "desk") -> Response:
    """Send the form of the desk."""
    url, headers = f"{meeting.url}/participants/add", meeting.bearer(by)
    return await meeting.host.client.post(url, data={"participant": written}, headers=headers)


async def test_the_desk_adds_a_forgotten_participant_and_makes_its_link(meeting: Hosted) -> None:
    await meeting.open_floor()
    page = (await meeting.get("desk", "desk")).text
    assert 'popovertarget="participants"' in page and 'name="participant"' in page
    answer = await at_desk(meeting, "Friends of the Earth, NGO")
    assert answer.status_code == 200 and "Friends of the Earth takes part now" in answer.text
    entry = (await meeting.room()).meeting.newest_entry
    assert entry and (type(entry.event).__name__, entry.by) == ("ParticipantAdded", "desk")
    found = await meeting.get("desk", "devices?named=friends")
    assert "renew-delegate:Friends-of-the-Earth" in found.text
    url = f"{meeting.url}/devices/renew"
    link = {"name": "delegate:Friends-of-the-Earth"}
    made = await meeting.host.client.post(url, data=link, headers=meeting.bearer("desk"))
    assert made.status_code == 200 and "/in/" in made.text


@pytest.mark.parametrize("written", ["Frnace", "France", "A person, Other", "", "France\nKenya", "x" * 300])
async def test_what_is_wrong_is_told_at_the_field_of_the_desk(meeting: Hosted, written: str) -> None:
    before = (await meeting.room()).meeting
    answer = await at_desk(meeting, written)
    assert answer.status_code == 422 and (await meeting.room()).meeting is before
    shown = unescape(answer.text)
    assert f'value="{written}" autofocus aria-invalid="true" aria-describedby="participant-fault"' in shown
    assert re.search(r'id="participant-fault"[^>]*>[^<]+<', shown)


@pytest.mark.parametrize("by", ["delegate:FR", "panellist:p-4", "hall", "booth", "join"])
async def test_nobody_else_adds_a_participant_at_the_desk(meeting: Hosted, by: str) -> None:
    answer = await at_desk(meeting, "Sweden", by)
    assert answer.status_code == 403 and "Only the chair and the desk add participants." in answer.text
