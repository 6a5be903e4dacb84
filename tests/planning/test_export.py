"""The exported files of a meeting make an equal meeting, with the changes of the programme that were made since."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.meeting import Command, Meeting, MeetingCreated, Refused, perform
from nameplate.meeting.category_correction import CorrectSeat
from nameplate.meeting.model.values import Item, Seat
from nameplate.meeting.programme.items import ITEM_KINDS, CloseItem, OpenItem, SetItemMinutes, SkipItem
from nameplate.meeting.programme.programme_changes import AddItem, MoveItem, ReplaceSpeaker
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.programme.warnings import SetWarnings
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning import meeting_rules, programme_file
from nameplate.planning.delegations_file import COLUMNS, all_states, read_delegations_text
from nameplate.planning.export import exported, exported_delegations
from nameplate.planning.programme_data import Data, dump, load
from nameplate.planning.programme_file import read_programme_text
from nameplate.wording.country_names import country_names
from tests.cast import CHAIR, DESK
from tests.panel import begun, panel, then
from tests.planning.any_programme import DELEGATIONS, programmes
from tests.png import png

CODE = "CODE2345"
STATES = country_names(WEB / "locale", "en")
LOGO = "data:image/png;base64," + base64.b64encode(png()).decode()
FULL: dict[str, Any] = {
    "id": "full",
    "title": "NO: “a title”",
    "body": "# A body",
    "organizer": "Not used, because there is a body",
    "date": "2015-03-28",
    "room": "Room XX",
    "timezone": "Europe/Zurich",
    "preset": "hrc_panel_2012",
    "speaking_time": {"ngo": "90", "panellist": "600"},
    "moderator": "chair",
    "mandate": "A resolution",
    "participants": ["states"],
    "outcome": "A report",
    "source": "A note",
    "assumed": ["title"],
    "list": {
        "order": "kept",
        "closes_after_minutes": "15",
        "closes_after_start": "99",
        "opening_order": "receipt",
        "places_each": "2",
        "kept": {"ngo": "2", "nhri": "1"},
        "block": "12",
        "budgets": {"un_entity": "10", "nhri+ngo": "30"},
        "handover_seconds": "25",
        "point_of_order_seconds": "90",
        "closing_gives_way": "yes",
        "assumed": ["order"],
    },
    "right_of_reply": {"max": "3", "seconds": ["300", "180"], "kinds": [], "when": "end", "assumed": ["max"]},
    "points_of_order": {"kinds": ["igo", "member_state"], "assumed": ["kinds"]},
    "timer": {"start": "by_hand", "amber": "20 %", "red": "30 s", "assumed": ["red"]},
    "statements": "published",
    "joining": {"self_service": "yes", "assumed": ["self_service"]},
    "messages": [{"to": "booth", "text": "A film"}, "Slower", {"to": "hall", "text": "Lunch"}, "Louder: please"],
    "colour": "#7A1F5C",
    "logo": LOGO,
    "chair": {"name": "A. Chair", "title": "President", "of": "Norway", "source": "S1", "assumed": ["name"]},
    "sittings": [
        {
            "id": "night",
            "start": "23:00",
            "end": "04:00",
            "theme": "A theme",
            "inscribe_from": "2015-03-20 12:00",
            "inscribe_until": "2015-03-21T16:30",
            "title": "A title",
            "assumed": ["theme"],
            "source": "S2",
            "seen_in": "S3",
            "items": [
                {"id": "opening", "kind": "chair_opening", "speaker": "chair"},
                {
                    "id": "talk",
                    "kind": "presentation",
                    "speaker": "Ms. Okafor",
                    "title": "Director",
                    "of": "Kenya",
                    "theme": "The theme of the talk",
                    "on_behalf_of": "A group",
                    "minutes": "10",
                    "amber": "2 min",
                    "red": "45 s",
                    "language": "Arabic",
                    "text": "check against delivery",
                    "order": "1",
                    "assumed": ["minutes"],
                    "source": "S4",
                    "seen_in": "S5",
                },
                {"id": "floor", "kind": "floor_block", "title": "The floor", "minutes": "45", "list": "own"},
                {"id": "replies", "kind": "replies", "speakers": ["opening", "talk"], "minutes": "15"},
            ],
        },
        {
            "id": "morning",
            "date": "2015-03-30",
            "start": "09:00",
            "end": "12:00",
            "items": [
                {"id": "again", "kind": "keynote", "speaker": "Ms. Okafor", "title": "Director", "of": "Not used"},
                {"id": "twin", "kind": "keynote", "speaker": "Ms. Okafor", "title": "Somebody else"},
                {"id": "debate", "kind": "general_debate", "speakers": ["twin"]},
                {"id": "shared", "kind": "interactive_dialogue", "list": "own"},
            ],
        },
    ],
}
"""A programme with every key."""
NOTES = {"assumed", "source", "seen_in"}
NOT_STORED = {
    "meeting": {"id", "moderator", "mandate", "participants", "outcome", "assumed", "source"},
    "sitting": {"title", *NOTES},
    "item": {"order", *NOTES},
    "chair": {"of", *NOTES},
    "list": {"opening_order", "assumed"},
    "right_of_reply": {"when", "assumed"},
    "points_of_order": {"assumed"},
    "timer": {"assumed"},
    "joining": {"assumed"},
}
"""The keys without effect, which docs/programme.md lists."""
IN_ANOTHER_WAY = {"organizer", "closes_after_start", "display_alt"}
"""Keys whose values are exported under another key."""
PARTICIPANTS = """\
code,category,name,language,remote
NO,member_state,,fr,
FR,observer_state,République française,,
EU,igo,"Union, ""the"" European",en,
p-1,panellist,A guest of honour,,
KE,concerned_country,,,yes
"""


def read(text: str, delegations: tuple[Seat, ...] = DELEGATIONS) -> MeetingCreated:
    """The first event of the meeting with this programme."""
    return read_programme_text(text, "programme", CODE, delegations, EXAMPLES).created


def read_again(meeting: Meeting, delegations: tuple[Seat, ...] = DELEGATIONS) -> MeetingCreated:
    """The first event of the meeting with the exported programme of another one."""
    return read(dump(exported(meeting)).text, delegations)


def read_delegations_again(meeting: Meeting) -> tuple[Seat, ...]:
    """The delegations in the exported file of a meeting."""
    return read_delegations_text(exported_delegations(meeting), "seats", STATES)


@cache
def full() -> Meeting:
    """The meeting with every key, just after its creation."""
    return begun(read(dump(FULL).text))


def keys(data: Any, *path: str) -> set[str]:
    """The keys of the mappings at a path. A path goes through lists."""
    if isinstance(data, list):
        return {key for each in data for key in keys(each, *path)}
    return keys(data.get(path[0], []), *path[1:]) if path else {*data}


def items(created: MeetingCreated | Meeting) -> list[Item]:
    """All items."""
    return [item for sitting in created.sittings for item in sitting.items]


EVERY_KEY = [
    ("meeting", (), programme_file.MEETING_KEYS),
    ("sitting", ("sittings",), programme_file.SITTING_KEYS),
    ("item", ("sittings", "items"), programme_file.ITEM_KEYS),
    ("chair", ("chair",), programme_file.PERSON_KEYS),
    ("list", ("list",), meeting_rules.LIST_KEYS),
    ("right_of_reply", ("right_of_reply",), meeting_rules.REPLY_KEYS),
    ("points_of_order", ("points_of_order",), meeting_rules.POINT_KEYS),
    ("timer", ("timer",), meeting_rules.TIMER_KEYS),
    ("joining", ("joining",), meeting_rules.JOINING_KEYS),
]


@pytest.mark.parametrize(("where", "path", "known"), EVERY_KEY, ids=[case[0] for case in EVERY_KEY])
def test_every_key_that_has_an_effect_is_exported(where: str, path: tuple[str, ...], known: Sequence[str]) -> None:
    assert keys(exported(full()), *path) == {*known} - NOT_STORED[where] - IN_ANOTHER_WAY


def test_a_programme_with_every_key_makes_an_equal_meeting() -> None:
    assert read_again(full()) == read(dump(FULL).text)


def test_the_exported_file_is_short_and_in_the_order_of_the_examples() -> None:
    data = exported(begun(panel()))
    assert [*data] == ["title", "body", "date", "room", "timezone", "preset", "chair", "sittings"]
    assert [*exported(full())][-1] == "logo", "the long line is at the end"


def without_notes(data: Any) -> Any:
    """The data of an example without the keys that have no effect."""
    if isinstance(data, dict):
        level = "item" if "kind" in data else "sitting" if "items" in data else "meeting"
        return {key: without_notes(value) for key, value in data.items() if key not in NOT_STORED[level]}
    return [without_notes(each) for each in data] if isinstance(data, list) else data


@pytest.mark.parametrize("name", ["hrc28-panel-2015", "hrc28-panel-2015-standard-slots", "seminar-2013"])
def test_an_example_makes_an_equal_meeting(name: str) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text("utf-8")
    created = read(text)
    assert read_again(begun(created)) == created
    assert exported(begun(created)) == without_notes(load(text, name))


@st.composite
def rich_programmes(draw: st.DrawFn) -> str:
    """A random programme with most keys."""
    top = json.loads(draw(programmes()))
    times = st.sampled_from(["45 s", "60 s", "30 s", "2 min", "20 %"])
    for key, values in {
        "body": st.just("A body"),
        "room": st.just("A room"),
        "timezone": st.sampled_from(["Europe/Zurich", "Asia/Kathmandu", "America/New_York", "Pacific/Apia"]),
        "messages": st.lists(st.sampled_from(["Slower", "yes", "10:00", "- Louder"]), max_size=3),
        "colour": st.just("#7A1F5C"),
        "logo": st.just(LOGO),
        "date": st.sampled_from(["2011-12-31", "2015-03-29", "2015-10-25", "2015-11-01", "2024-02-29"]),
    }.items():
        if draw(st.booleans()):
            top[key] = draw(values)
    for amber_or_red in ("amber", "red"):
        if draw(st.booleans()):
            top["timer"][amber_or_red] = draw(times)
    for sitting in top["sittings"]:
        sitting["start"] = draw(st.sampled_from([sitting["start"], "02:30"]))
        sitting["end"] = draw(st.sampled_from(["03:40", "08:00"])) if sitting["start"] == "02:30" else sitting["end"]
        if draw(st.booleans()):
            sitting["date"] = draw(st.sampled_from(["2015-03-04", "2015-10-24"]))
        for item in sitting["items"]:
            if draw(st.integers(0, 3)) == 0:
                item["amber"] = draw(times)
    return json.dumps(top)


@settings(max_examples=80)
@given(text=rich_programmes())
def test_any_programme_makes_an_equal_meeting(text: str) -> None:
    created = read(text)
    assert read_again(begun(created)) == created


CHANGES: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.fixed_dictionaries(
        {
            "change": st.sampled_from(
                ["add", "move", "replace", "lengthen", "skip", "warn", "warn_all", "time", "order"]
            ),
            "item": st.integers(0, 30),
            "before": st.integers(0, 30),
            "kind": st.sampled_from(ITEM_KINDS),
            "number": st.integers(1, 60),
            "text": st.sampled_from(["NO", "A  wide \n title", "[", "chair", "“x”: #y", "- "]),
            "has_speaker": st.booleans(),
        }
    ),
    max_size=8,
)


def command_of(meeting: Meeting, change: dict[str, Any], number: int) -> Command:
    """A change of the programme. The names of persons differ."""
    known = [item.id for item in meeting.items()]
    item, before = known[change["item"] % len(known)], known[change["before"] % len(known)]
    text, minutes = change["text"], change["number"]
    name = "chair" if text == "chair" else f"Person {number}"
    match change["change"]:
        case "add":
            speaker = name if change["has_speaker"] else ""
            return AddItem(change["kind"], text, minutes, speaker, f"{text} {number}", text, before)
        case "move":
            return MoveItem(item, before)
        case "replace":
            return ReplaceSpeaker(item, name, f"{text} {number}", text)
        case "lengthen":
            return SetItemMinutes(item, minutes)
        case "skip":
            return SkipItem(item)
        case "warn":
            return SetWarnings(minutes * 3, minutes, item)
        case "warn_all":
            return SetWarnings(minutes * 3, minutes, amber_unit="percent" if change["has_speaker"] else "seconds")
        case "time":
            return SetSpeakingTime("all" if change["has_speaker"] else "ngo", minutes * 10)
        case _:
            return SetOrder("least_heard")


def differing(item: Item) -> dict[str, Any]:
    """The fields of an item that the export does not keep as they are: seats, state, and texts with many spaces."""
    names = ("speaker", "speakers", "state", "title", "theme", "on_behalf_of")
    return {name: getattr(item, name) for name in names}


def names(meeting: Meeting, *seats: str | None) -> list[str | None]:
    """The names of persons."""
    return [seat and meeting.seats[seat].name for seat in seats]


@settings(max_examples=80)
@given(text=programmes(), changes=CHANGES)
def test_a_changed_programme_is_exported_with_its_changes(text: str, changes: list[dict[str, Any]]) -> None:
    meeting = begun(read(text))
    for number, change in enumerate(changes):
        after = perform(meeting, command_of(meeting, change, number), DESK, meeting.at)
        meeting = meeting if isinstance(after, Refused) else after
    again = begun(read_again(meeting))
    assert exported(again) == exported(meeting)
    assert (again.limits, again.rules) == (meeting.limits, meeting.rules)
    foreseen = {item.speaker for item in meeting.items()}
    for was, now in zip(meeting.items(), again.items(), strict=True):
        assert replace(now, **differing(was)) == was
        repliers = [seat for seat in was.speakers if seat in foreseen]
        assert names(again, now.speaker, *now.speakers) == names(meeting, was.speaker, *repliers)


def test_items_that_were_added_moved_replaced_and_lengthened() -> None:
    meeting = then(
        begun(panel()),
        (DESK, AddItem("keynote", "On  water", 4, "Ms. Rao", "Director", "A group", before="p-4")),
        (DESK, AddItem("floor_block", "One more slot", 20)),
        (DESK, MoveItem("p-10", "p-4")),
        (DESK, ReplaceSpeaker("p-5", "Ms. Lind", "Deputy", "Sweden")),
        (DESK, SetItemMinutes("p-9", 30)),
        (CHAIR, SetWarnings(90, 45, "p-9")),
        (CHAIR, SetSpeakingTime("all", 120)),
    )
    data: Any = exported(meeting)
    found = {item["id"]: item for item in data["sittings"][0]["items"]}
    added, slot = [name for name in found if name.startswith("item-")]
    assert [*found][2:6] == ["p-3", added, "p-10", "p-4"] and [*found][-1] == slot
    assert found[added] == {
        "id": added,
        "kind": "keynote",
        "speaker": "Ms. Rao",
        "title": "Director",
        "on_behalf_of": "A group",
        "theme": "On water",
        "minutes": "4",
    }
    assert found[slot] == {"id": slot, "kind": "floor_block", "title": "One more slot", "minutes": "20"}
    assert (found["p-5"]["speaker"], found["p-5"]["title"], found["p-5"]["of"]) == ("Ms. Lind", "Deputy", "Sweden")
    assert (found["p-9"]["minutes"], found["p-9"]["amber"], found["p-9"]["red"]) == ("30", "90 s", "45 s")
    assert data["preset"] == "hrc_panel_2017" and "speaking_time" not in data, "which is what the chair has set"
    again = read_again(meeting)
    speakers = next(item for item in items(again) if item.id == "p-10").speakers
    assert [seat.name for seat in again.people if seat.id in speakers][1] == "Ms. Lind"


def test_a_speaker_who_was_replaced_leaves_rounds_of_replies_that_are_over() -> None:
    over = (OpenSitting("meeting-1"), OpenItem("p-10"), CloseItem("p-10"))
    meeting = then(begun(panel()), *((CHAIR, command) for command in over), (DESK, ReplaceSpeaker("p-5", "Ms. Lind")))
    data: Any = exported(meeting)
    assert data["sittings"][0]["items"][9]["speakers"] == ["p-4", "p-6", "p-7", "p-8"]


def test_the_list_can_close_after_seconds() -> None:
    created = read(dump({**FULL, "list": {"closes_after_start": "90"}}).text)
    assert exported(begun(created))["list"] == {"closes_after_start": "90"}


def test_an_organizer_becomes_the_body() -> None:
    programme = {key: value for key, value in FULL.items() if key != "body"}
    assert exported(begun(read(dump(programme).text)))["body"] == FULL["organizer"]


@pytest.mark.parametrize("chair", ["A. Chair", {"name": "Chair", "display_alt": "A. Chair"}])
def test_a_chair_is_written_with_the_name_that_is_shown(chair: Data | str) -> None:
    assert exported(begun(read(dump({**FULL, "chair": chair}).text)))["chair"] == {"name": "A. Chair"}


def test_erased_names_become_the_ids_of_seats() -> None:
    meeting = begun(replace(panel(), people=()))
    data: Any = exported(meeting)
    assert data["chair"] == {"name": "chair"}
    assert [item["speaker"] for item in data["sittings"][0]["items"][:3]] == ["chair", "speaker-p-2", "speaker-p-3"]
    assert len(items(read_again(meeting))) == 13
    assert [seat.id for seat in read_delegations_again(meeting)] == ["FR", "KE", "BR", "NO", "EU"]


def test_a_person_who_is_called_chair_does_not_become_the_chair() -> None:
    meeting = then(begun(panel()), (DESK, AddItem("keynote", speaker="chair", before="p-2")))
    again = read_again(meeting)
    assert [seat.name for seat in again.people][:2] == ["H.E. Mr. Joachim Rücker", "chair"]


def test_an_added_item_never_gets_the_id_of_a_sitting() -> None:
    created = panel()
    created = replace(created, sittings=(replace(created.sittings[0], id="item-2"),))
    meeting = then(begun(created), (DESK, AddItem("break", "Coffee", before="p-2")))
    assert len(items(read_again(meeting))) == 14


def test_delegations_are_the_same_after_the_export() -> None:
    rows = [*csv.DictReader(io.StringIO(PARTICIPANTS))]
    assert [column for column in COLUMNS if not any(row.get(column) for row in rows)] == [], "the test has no value"
    seats = read_delegations_text(PARTICIPANTS, "seats", STATES)
    meeting = begun(panel(delegations=seats))
    assert exported_delegations(meeting) == PARTICIPANTS
    assert read_delegations_again(meeting) == seats


def test_every_delegation_of_the_example_is_the_same_after_the_export() -> None:
    for seats in (
        read_delegations_text((EXAMPLES / "delegations.csv").read_text("utf-8"), "seats", STATES),
        all_states(STATES),
    ):
        assert read_delegations_again(begun(panel(delegations=seats))) == seats


def test_a_corrected_category_is_exported_and_a_guest_is_not() -> None:
    seats = read_delegations_text(PARTICIPANTS, "seats", STATES)
    opened = (OpenSitting("meeting-1"), OpenItem("p-9"), OpenList())
    meeting = then(
        begun(panel(delegations=seats)),
        *((CHAIR, command) for command in opened),
        (DESK, AddInscription(guest="Ada Lovelace")),
        (DESK, CorrectSeat("EU", "un_entity")),
        (DESK, CorrectSeat("NO", "igo")),
    )
    found = {seat.id: seat for seat in read_delegations_again(meeting)}
    assert [*found] == [seat.id for seat in seats]
    assert (found["EU"].category, found["NO"]) == ("un_entity", Seat("NO", "igo", "Norway", language="fr"))
