"""What to look at before a meeting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.programme.items import SetItemMinutes
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.rehearsal import BeginRehearsal
from nameplate.paths import WEB
from nameplate.screens.audiences import links_of
from nameplate.screens.checklist import Check, Checklist, checklist
from nameplate.screens.link_address import opens_only_here
from nameplate.wording.language import load_words
from tests.cast import CHAIR, DESK
from tests.panel import PRESENTATIONS, SITTING, begun, then

WORDS = load_words(WEB / "locale", "en")
EVERYBODY = {link.name for link in links_of(begun())}
OPEN = ("chair", "desk", "hall", "podium", "timer", "air", "booth", "lobby", "delegate", "delegate", "public")


def seen(
    meeting: Meeting | None = None,
    used: set[str] = EVERYBODY,
    connected: tuple[str, ...] = OPEN,
    problem: str | None = None,
    only_here: bool = False,
) -> Checklist:
    """The checklist of the panel an hour before it begins."""
    meeting = meeting or begun()
    return checklist(meeting, WORDS, used, connected, problem, meeting.sittings[0].start - 3_600_000, only_here)


def check(checks: tuple[Check, ...], id_: str) -> Check:
    """The check with this id."""
    return next(each for each in checks if each.id == id_)


def test_a_meeting_that_is_ready_has_nothing_to_look_at() -> None:
    view = seen()
    assert (view.to_do, view.phones, view.rehearsal) == (0, 3, "possible")
    assert check(view.programme, f"minutes-{SITTING}").sentence == "The items need 180 of 180 min."


def test_links_that_nobody_has_opened_are_named() -> None:
    delegations = [link.name for link in links_of(begun()) if link.name.startswith("delegate:")]
    view = seen(used=EVERYBODY - {delegations[0], "panellist:" + PRESENTATIONS[0]})
    told = check(view.people, "delegate")
    assert (told.state, len(told.names), told.more) == ("look", 1, 0)
    assert told.sentence == (f"Delegations that have opened their link: {len(delegations) - 1} of {len(delegations)}")
    assert len(check(view.people, "panellist").names) == 1
    assert view.to_do == 2


def test_many_missing_names_are_counted() -> None:
    told = check(seen(used=set()).people, "panellist")
    assert len(told.names) + told.more == sum(name.startswith("panellist:") for name in EVERYBODY)


def test_a_screen_that_was_never_opened_is_only_missed_in_hall_and_podium() -> None:
    view = seen(used=EVERYBODY - {"hall", "podium", "timer"}, connected=("chair", "desk"))
    assert {each.id: each.state for each in view.screens} == {
        "chair": "good", "desk": "good", "hall": "look", "podium": "look", "air": "look", "booth": "look",
        "lobby": "look",
    }  # fmt: skip
    assert check(view.screens, "hall").sentence == "Hall screen: not open now"


def test_items_that_need_more_than_the_booked_time_are_wrong() -> None:
    view = seen(then(begun(), (DESK, SetItemMinutes(PRESENTATIONS[0], 60))))
    told = check(view.programme, f"minutes-{SITTING}")
    assert told.state == "bad" and told.sentence.endswith("min, and 180 are booked.")


def test_a_date_that_is_past_is_wrong() -> None:
    meeting = begun()
    view = checklist(meeting, WORDS, EVERYBODY, OPEN, None, meeting.sittings[-1].end + 1, False)
    assert check(view.programme, f"past-{SITTING}").state == "bad"


def test_a_presentation_without_a_speaker_is_named() -> None:
    meeting = begun()
    sitting = meeting.sittings[0]
    items = tuple(replace(item, speaker=None) if item.id == PRESENTATIONS[0] else item for item in sitting.items)
    view = seen(replace(meeting, sittings=(replace(sitting, items=items), *meeting.sittings[1:])))
    assert check(view.programme, "speakers").state == "look" and len(check(view.programme, "speakers").names) == 1


def test_a_database_that_takes_no_write_is_said() -> None:
    assert check(seen(problem="disk full").server, "server").state == "bad"


def test_links_that_no_phone_can_open_are_said_with_what_to_do() -> None:
    told = check(seen(only_here=True).server, "links")
    assert told.state == "bad" and "No phone can open them" in told.sentence
    assert all(setting in told.advice for setting in ("--host 0.0.0.0", "--public-url", "NAMEPLATE_PUBLIC_URL"))
    assert check(seen().server, "links").state == "good"


@pytest.mark.parametrize(
    ("address", "only_here"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.0.1", True),
        ("http://localhost:8000/in/AB", True),
        ("http://room.localhost", True),
        ("http://[::1]:8000", True),
        ("http://192.168.1.20:8000", False),
        ("http://[2001:db8::1]:8000", False),
        ("https://un.example", False),
        ("https://localhost.un.example", False),
    ],
)
def test_which_addresses_only_the_server_itself_opens(address: str, only_here: bool) -> None:
    assert opens_only_here(address) is only_here


def test_whether_a_rehearsal_is_possible() -> None:
    assert seen(then(begun(), (CHAIR, BeginRehearsal()))).rehearsal == "under_way"
    assert seen(then(begun(), (CHAIR, OpenSitting(SITTING)))).rehearsal == ""
