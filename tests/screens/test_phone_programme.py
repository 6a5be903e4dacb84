"""The programme on the phones, until the list of speakers opens."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.paths import WEB
from nameplate.screens.phone_programme import phone_programme
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import load_words
from tests.cast import CHAIR, FR, KE
from tests.panel import SITTING, begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")
SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
MINUTE_MS = 60_000


def opened() -> Meeting:
    """The sitting is open, and its first speaker has the floor."""
    return then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-1")))


def shown(meeting: Meeting) -> str:
    """The programme on the phones, as HTML."""
    return SCREENS.regions(meeting, "delegate", "en", None, None)["programme"]


def test_before_the_sitting_every_item_has_its_planned_time_and_the_title_of_the_meeting_is_whole() -> None:
    programme = phone_programme(begun(), WORDS)
    assert programme and programme.opens and programme.opens.title == "Interactive discussion, slot 1"
    html = shown(begun())
    assert "High-level panel discussion on human rights mainstreaming: Enhancement of international" in html
    assert "List of speakers expected to open <b>" in html and html.count("10:05") == 2
    assert "Mr. Martin Khor" in html and "09:15" in html


def test_during_the_sitting_times_count_from_the_end_of_the_current_speech() -> None:
    programme = phone_programme(opened(), WORDS)
    assert programme
    assert [(item.id, (item.after_ms or 0) // MINUTE_MS) for item in programme.items[:4]] == [
        ("p-2", 0),
        ("p-3", 5),
        ("p-4", 12),
        ("p-5", 22),
    ]
    assert programme.opens and programme.opens.after_ms == 62 * MINUTE_MS
    assert f'<likely-time after="{62 * MINUTE_MS}"' in shown(opened())


def test_the_programme_does_not_change_with_what_delegations_do_because_all_phones_get_it() -> None:
    busy = then(opened(), (FR, RaisePointOfOrder()), (KE, RaisePointOfOrder()))
    assert phone_programme(busy, WORDS) == phone_programme(opened(), WORDS)


def test_once_the_list_is_open_the_phones_show_the_list_instead() -> None:
    early = then(opened(), (CHAIR, OpenList("p-9")))
    discussed = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()))
    assert (phone_programme(early, WORDS), phone_programme(discussed, WORDS)) == (None, None)
    assert "<li" not in shown(early)


def test_in_a_pause_the_programme_stays_and_after_the_sitting_it_is_gone() -> None:
    suspended = then(opened(), (CHAIR, SuspendSitting("15:00")))
    assert "Mr. Martin Khor" in shown(suspended)
    assert "<likely-time" not in shown(suspended) and "expected to open" not in shown(suspended)
    adjourned = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, AdjournSitting()))
    assert phone_programme(adjourned, WORDS) is None
