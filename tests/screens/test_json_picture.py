"""The JSON picture: its keys, on which programs rely, and which parts each pass may see."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from nameplate.meeting import Meeting, perform
from nameplate.meeting.booth_signals import SHOWN_MS, SendSignal
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.sittings import OpenSitting, SuspendSitting
from nameplate.meeting.remote_delegations import ReportConnection, SetRemote
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.raised_hands import RaiseHand
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.speeches.clock import PauseClock
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.paths import WEB
from nameplate.screens import json_picture
from nameplate.screens.render_context import RenderContext
from nameplate.store import codec
from nameplate.wording.language import load_words
from tests.cast import BOOTH, BR, BRIDGE, CHAIR, DESK, FR, KE
from tests.panel import CODE, SITTING, SLOT_1, SLOT_2, begun, floor_open, panel, then

WORDS = load_words(WEB / "locale", "en")


def picture(
    meeting: Meeting,
    moderates: bool = True,
    later_ms: int = 0,
    seat: str | None = None,
    interprets: bool = False,
    bridges: bool = False,
) -> Any:
    """The picture as a program has it."""
    now, context = meeting.at + later_ms, RenderContext(meeting, WORDS)
    seen = json_picture.picture(context, now, moderates, seat, interprets, bridges)
    return json.loads(json.dumps(seen))


def speaking() -> Meeting:
    """France has the floor; Kenya and Brazil wait; each left a note."""
    asked = [(by, RequestFloor(note=f"Note of {by.seat}")) for by in (FR, KE, BR)]
    return then(floor_open(), *asked, (CHAIR, GiveFloorToNext()))


def the_list(meeting: Meeting, moderates: bool = True) -> Any:
    """The only list of the panel."""
    (speakers,) = picture(meeting, moderates)["lists"]
    return speakers


def test_a_meeting_says_what_it_is() -> None:
    seen = picture(begun(), later_ms=5)
    assert (seen["version"], seen["now_ms"], seen["code"]) == (1, begun().at + 5, CODE)
    assert seen["title"].startswith("High-level panel discussion")
    assert (seen["room"], seen["timezone"]) == ("Room XX, Palais des Nations, Geneva", "Europe/Zurich")
    assert (seen["floor"], seen["notices"], seen["join_shown"]) == (None, [], False)


def test_a_sitting_has_its_times_with_the_offset_of_the_place() -> None:
    (sitting,) = picture(begun())["sittings"]
    assert (sitting["id"], sitting["state"]) == (SITTING, "planned")
    assert (sitting["start"], sitting["end"]) == ("2015-03-03T09:00:00+01:00", "2015-03-03T12:00:00+01:00")


def test_an_item_has_what_the_programme_gives_it() -> None:
    items = {item["id"]: item for item in picture(begun())["sittings"][0]["items"]}
    assert items["p-3"] == {
        "id": "p-3",
        "kind": "keynote",
        "title": "Keynote address",
        "state": "planned",
        "minutes": 7,
        "speaker": {
            "seat": "speaker-p-3",
            "name": "H.E. Mr. Abbas Bagherpour Ardekani",
            "title": "Ambassador and Deputy Permanent Representative of the Islamic Republic of Iran",
        },
        "speakers": [],
        "theme": "",
        "on_behalf_of": "Non-Aligned Movement",
        "language": "",
        "text": "",
        "statement": None,
        "list": None,
    }
    assert items["p-10"]["speakers"] == [f"speaker-p-{n}" for n in range(4, 9)]
    assert items["p-9"]["list"] == items["p-11"]["list"] == f"{SITTING}-list"


def test_items_speakers_and_the_floor_have_language_and_text() -> None:
    created = panel()
    (sitting,) = created.sittings
    spoken = [replace(i, language="fr", text="provided") if i.id == "p-4" else i for i in sitting.items]
    meeting = begun(replace(created, sittings=(replace(sitting, items=tuple(spoken)),)))
    meeting = then(meeting, (CHAIR, OpenSitting(SITTING)))
    meeting = then(meeting, *((CHAIR, GiveFloor(item=item)) for item in ("p-1", "p-2", "p-3")))
    seen = picture(meeting, moderates=False)
    item = next(i for i in seen["sittings"][0]["items"] if i["id"] == "p-4")
    assert (item["language"], item["text"]) == ("fr", "provided")
    assert [(each["language"], each["text"]) for each in seen["next"][:2]] == [("fr", "provided"), ("", "")]
    floor = picture(then(meeting, (CHAIR, GiveFloor(item="p-4"))))["floor"]
    assert (floor["language"], floor["text"]) == ("fr", "provided")


def test_the_floor_has_its_holder_and_the_clock() -> None:
    meeting = speaking()
    floor = picture(meeting, later_ms=130_000)["floor"]
    clock = floor.pop("clock")
    assert floor == {
        "speech": meeting.floor,
        "seat": "FR",
        "name": "France",
        "category": "member_state",
        "form": "statement",
        "on_behalf_of": "",
        "language": "",
        "text": "",
        "statement": None,
        "item": SLOT_1,
        "inscription": "i5",
        "turn": None,
        "interrupted": None,
    }
    warnings = {"warn_left_ms": 60_000, "last_left_ms": 30_000}
    assert clock == {
        "limit_ms": 180_000,
        "elapsed_ms": 0,
        "running_since_ms": meeting.at,
        "phase": "warn",
        **warnings,
    }


def test_a_clock_at_rest_has_what_was_measured() -> None:
    clock = picture(then(speaking(), (CHAIR, PauseClock())), later_ms=600_000)["floor"]["clock"]
    assert (clock["elapsed_ms"], clock["running_since_ms"], clock["phase"]) == (1000, None, "calm")


def test_a_list_has_who_waits_with_places_from_one() -> None:
    speakers = the_list(speaking())
    assert (speakers["items"], speakers["state"]) == ([SLOT_1, SLOT_2], "open")
    assert [(i["seat"], i["name"], i["place"], i["state"]) for i in speakers["inscriptions"]] == [
        ("KE", "Kenya", 1, "waiting"),
        ("BR", "Brazil", 2, "waiting"),
    ]
    assert {"id", "seat", "name", "category", "form", "place"} <= speakers["inscriptions"][0].keys()


def test_who_has_the_floor_is_neither_waiting_nor_heard() -> None:
    speakers = the_list(speaking())
    everybody = [i["seat"] for part in ("inscriptions", "heard", "absent") for i in speakers[part]]
    assert "FR" not in everybody


def test_who_left_the_list_stands_where_it_came_to() -> None:
    meeting = speaking()
    kenya, brazil = (i["id"] for i in the_list(meeting)["inscriptions"])
    speakers = the_list(
        then(meeting, (CHAIR, EndSpeech()), (KE, WithdrawRequest(kenya)), (DESK, RemoveInscription(brazil)))
    )
    left = {part: [i["seat"] for i in speakers[part]] for part in ("heard", "withdrawn", "removed", "absent")}
    assert left == {"heard": ["FR"], "withdrawn": ["KE"], "removed": ["BR"], "absent": []}
    assert speakers["not_reached"] == [] and speakers["heard"][0]["place"] is None


def test_a_guest_is_listed_by_name() -> None:
    meeting = then(floor_open(), (DESK, AddInscription(guest="Ms. Ada Lovelace", source="paper")))
    (guest,) = the_list(meeting)["inscriptions"]
    assert (guest["name"], guest["category"], guest["source"]) == ("Ms. Ada Lovelace", "other", "paper")


def test_next_are_those_who_would_be_called() -> None:
    meeting = speaking()
    assert [coming["seat"] for coming in picture(meeting)["next"]] == ["KE", "BR"]
    assert picture(meeting)["next"][0]["inscription"] == the_list(meeting)["inscriptions"][0]["id"]


def test_limits_are_in_milliseconds_by_category() -> None:
    meeting = then(begun(), (CHAIR, SetSpeakingTime("ngo", 90)))
    assert picture(meeting)["limits"]["ngo"] == 90_000
    assert picture(meeting)["limits"]["member_state"] == 180_000


def test_notes_are_for_who_moderates() -> None:
    meeting = speaking()
    assert [i["note"] for i in the_list(meeting)["inscriptions"]] == ["Note of KE", "Note of BR"]
    assert all("note" not in i for i in the_list(meeting, moderates=False)["inscriptions"])
    assert "Note of" not in json.dumps(picture(then(meeting, (CHAIR, EndSpeech())), moderates=False))


def test_words_to_the_speaker_are_for_who_moderates() -> None:
    sent = (CHAIR, SendNotice("speaker", "Please conclude")), (CHAIR, SendNotice("hall", "Lunch at one"))
    meeting = then(speaking(), *sent)
    assert [n["text"] for n in picture(meeting)["notices"]] == ["Please conclude", "Lunch at one"]
    assert [n["text"] for n in picture(meeting, moderates=False)["notices"]] == ["Lunch at one"]


def test_words_to_a_delegation_are_for_itself_and_for_who_moderates() -> None:
    meeting = then(speaking(), (CHAIR, SendNotice("delegation", "Please see the desk.", "KE")))
    (sent,) = picture(meeting)["notices"]
    assert (sent["to"], sent["seat"], sent["text"]) == ("delegation", "KE", "Please see the desk.")
    assert picture(meeting, moderates=False, seat="KE")["notices"] == [sent]
    for seat in (None, "BR"):
        assert picture(meeting, moderates=False, seat=seat)["notices"] == []


def test_words_to_the_booth_are_for_itself_and_for_who_moderates() -> None:
    meeting = then(speaking(), (CHAIR, SendNotice("booth", "A film comes next")), (CHAIR, SendNotice("hall", "Lunch")))
    (to_booth, to_hall) = picture(meeting)["notices"]
    assert (to_booth["to"], to_booth["seat"], to_booth["text"]) == ("booth", None, "A film comes next")
    assert picture(meeting, moderates=False, interprets=True)["notices"] == [to_booth, to_hall]
    for seat in (None, "KE", "FR"):
        assert picture(meeting, moderates=False, seat=seat)["notices"] == [to_hall]
    only_to_kenya = then(speaking(), (CHAIR, SendNotice("delegation", "Please see the desk.", "KE")))
    assert picture(only_to_kenya, moderates=False, interprets=True)["notices"] == []


def test_signals_of_the_booth_are_for_itself_and_for_who_moderates_while_they_are_shown() -> None:
    meeting = then(speaking(), (BOOTH, SendSignal("slow_down")))
    shown = [{"signal": "slow_down", "since_ms": meeting.at, "until_ms": meeting.at + SHOWN_MS}]
    assert picture(meeting)["booth_signals"] == shown
    assert picture(meeting, moderates=False, interprets=True)["booth_signals"] == shown
    assert picture(meeting, later_ms=SHOWN_MS - 1)["booth_signals"] == shown
    assert picture(meeting, later_ms=SHOWN_MS)["booth_signals"] == []
    assert picture(then(meeting, (CHAIR, GiveFloorToNext())))["booth_signals"] == []
    assert picture(meeting, moderates=False, seat="FR")["booth_signals"] == []


def test_the_next_step_is_for_who_moderates_and_is_a_command_that_is_taken() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()))
    step = picture(meeting)["next_step"]
    assert step["label"] == "Give the floor to France" and "France" in step["read_aloud"]
    after = perform(meeting, codec.command(step["command"], step["values"], strict=True), CHAIR, meeting.at)
    assert isinstance(after, Meeting) and after.speech and after.speech.seat == "FR"
    assert picture(meeting, moderates=False, seat="FR")["next_step"] is None
    assert picture(floor_open())["next_step"] is None


def test_a_delegation_learns_its_own_seat() -> None:
    assert picture(begun(), moderates=False, seat="FR")["own_seat"] == "FR"
    assert picture(begun())["own_seat"] is None


def test_each_row_says_why_it_stands_where_it_stands() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()))
    france, kenya = (row["id"] for row in picture(meeting)["lists"][0]["inscriptions"])
    rows = picture(then(meeting, (CHAIR, MoveInscription(kenya, france))))["lists"][0]["inscriptions"]
    assert [(row["seat"], row["reason"]["code"]) for row in rows] == [("KE", "placed"), ("FR", "received")]


def test_words_to_the_speaker_go_with_the_speech() -> None:
    meeting = then(speaking(), (CHAIR, SendNotice("speaker", "Please conclude")), (CHAIR, EndSpeech()))
    assert picture(meeting)["notices"] == []


def test_the_picture_says_whether_the_join_code_is_shown() -> None:
    assert picture(then(begun(), (CHAIR, ShowJoinCode())))["join_shown"] is True


@pytest.mark.parametrize("moderates", [True, False])
def test_who_moderates_and_who_does_not_see_the_same_shape(moderates: bool) -> None:
    seen = picture(then(speaking(), (CHAIR, EndSpeech()), (CHAIR, GiveFloor(item="p-3"))), moderates)
    assert list(seen) == [
        *("version", "now_ms", "code", "title", "body", "room", "timezone"),
        *(
            "sittings",
            "floor",
            "next",
            "next_step",
            "own_seat",
            "lists",
            "rights_of_reply",
            "points_of_order",
            "limits",
            "notices",
            "booth_signals",
            "remote_delegations",
            "join_shown",
            "auxiliary_timer",
            "podium_dark",
            "rehearsal",
            "forecast",
        ),
    ]
    assert seen["floor"]["on_behalf_of"] == "Non-Aligned Movement"


def test_an_event_of_the_log_has_its_time_in_utc() -> None:
    newest = next(floor_open().entries())
    assert json_picture.entry(newest, "ListOpened", {"list": "x"}) == {
        "version": 4,
        "name": "ListOpened",
        "at": "2015-03-03T08:00:03.000Z",
        "by": "chair",
        "command": 4,
        "body": {"list": "x"},
    }


def test_while_the_sitting_is_suspended_the_forecast_has_the_same_keys_and_no_times() -> None:
    meeting = speaking()
    before = picture(meeting)["forecast"]
    suspended = picture(then(meeting, (CHAIR, SuspendSitting("15:00"))))["forecast"]
    assert before["turns"] and all(before[key] for key in ("floor_free_ms", "stop_ms", "sitting_ends_ms"))
    assert [*suspended] == [*before]
    assert (suspended.pop("turns"), suspended.pop("fits")) == ([], {})
    assert {*suspended.values()} == {None}


@pytest.mark.parametrize("reader", ["moderates", "bridges"])
def test_moderators_and_bridges_read_the_connections_of_remote_delegations(reader: str) -> None:
    meeting = then(speaking(), (DESK, SetRemote("KE")), (BRIDGE, ReportConnection("KE", True, "on", True)))
    moderates = reader == "moderates"
    shown = picture(meeting, moderates, bridges=not moderates)["remote_delegations"]
    reported = {"in_conference": True, "microphone": "on", "hand": True, "reported_ms": meeting.at}
    assert shown == [{"seat": "KE", **reported, "tested_ms": None, "round_trip_ms": None}]
    assert picture(meeting, moderates=False)["remote_delegations"] == [{"seat": "KE"}]


def test_a_raised_hand_shows_when_it_was_raised_and_received() -> None:
    meeting = then(floor_open(), (DESK, SetRemote("KE")))
    meeting = then(meeting, (BRIDGE, RaiseHand("KE", meeting.at + 60_000)))
    (newest,) = (one for one in the_list(meeting)["inscriptions"] if one["raised_ms"])
    assert (newest["received_ms"], newest["source"]) == (meeting.at, "remote")
