"""The hall screen as HTML: the speaker and the group, the next speakers, and the join code."""

from __future__ import annotations

import json

import pytest

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.model.values import Seat
from nameplate.meeting.notices import SendNotice, WithdrawNotice
from nameplate.meeting.programme.items import SkipItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.paths import WEB
from nameplate.screens import hall
from nameplate.screens.render_context import RenderContext
from nameplate.screens.rendering import Renderer
from nameplate.wording.country_names import country_names
from nameplate.wording.language import load_words
from tests.cast import CHAIR, DESK
from tests.panel import CODE, SITTING, begun, floor_open, panel, then

SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
WORDS = load_words(WEB / "locale", "en")


def shown(meeting: Meeting, region: str) -> str:
    """A region of the hall's screen."""
    return SCREENS.regions(meeting, "hall", "en", None, None)[region]


def with_waiting(*seats: str) -> Meeting:
    """The floor is open and these seats wait for it."""
    delegations = tuple(Seat(code, "member_state") for code in country_names(WEB / "locale", "en"))
    meeting = floor_open(panel(delegations=delegations))
    return then(meeting, *((DESK, AddInscription(seat)) for seat in seats))


def presenting(item: str) -> Meeting:
    """The speaker of an item has the floor."""
    return then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item=item)))


def test_the_hall_shows_a_panellist_with_title_and_theme() -> None:
    floor = shown(presenting("p-4"), "floor")
    assert "Mr. Martin Khor" in floor
    assert "Executive Director of the South Centre" in floor
    assert "realizing the right to development" in floor


def test_the_hall_shows_on_whose_behalf_the_keynote_is() -> None:
    floor = shown(presenting("p-3"), "floor")
    assert "H.E. Mr. Abbas Bagherpour Ardekani" in floor
    assert "on behalf of Non-Aligned Movement" in floor
    assert "Deputy Permanent Representative of the Islamic Republic of Iran" in floor


def test_the_hall_shows_france_as_the_speaker_and_what_kind_of_speaker_it_is() -> None:
    floor = shown(then(with_waiting("FR", "KE"), (CHAIR, GiveFloorToNext())), "floor")
    assert "France" in floor
    assert "Member State" in floor
    assert "Kenya" not in floor


def test_the_hall_shows_the_group_for_which_a_delegation_speaks() -> None:
    meeting = then(floor_open(), (DESK, AddInscription("KE", on_behalf_of="the African Group")))
    assert "on behalf of the African Group" in shown(meeting, "next")
    floor = shown(then(meeting, (CHAIR, GiveFloorToNext())), "floor")
    assert "Kenya" in floor and "on behalf of the African Group" in floor


def test_the_clock_has_its_limit_and_since_when_it_runs() -> None:
    meeting = then(with_waiting("FR"), (CHAIR, GiveFloorToNext()))
    assert f'limit="180000" elapsed="0" since="{meeting.at}"' in shown(meeting, "floor")


def test_while_nobody_has_the_floor_the_hall_says_so_and_what_it_is_here_for() -> None:
    floor = shown(then(presenting("p-4"), (CHAIR, EndSpeech())), "floor")
    assert "Nobody has the floor" in floor
    assert "Human Rights Council, 28th session" in floor
    assert "speaking-clock" not in floor


def test_before_the_sitting_the_hall_says_when_it_opens_in_local_time() -> None:
    assert "The sitting opens at 09:00." in shown(begun(), "floor")


def test_after_the_sitting_the_hall_says_that_it_is_adjourned() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, AdjournSitting()))
    assert "The sitting is adjourned." in shown(meeting, "floor")


def test_items_that_an_adjourned_sitting_did_not_reach_do_not_come_any_more() -> None:
    opened = then(begun(), (CHAIR, OpenSitting(SITTING)))
    assert hall.upcoming(RenderContext(then(opened, (CHAIR, AdjournSitting())), WORDS)).items == ()


@pytest.mark.parametrize(
    ("until", "said"), [("15:00", "The sitting is suspended until 15:00."), ("", "The sitting is suspended.")]
)
def test_a_suspended_sitting_is_said_to_be_so(until: str, said: str) -> None:
    assert said in shown(then(floor_open(), (CHAIR, SuspendSitting(until))), "floor")


def test_the_hall_shows_the_next_five_and_how_many_more_there_are() -> None:
    meeting = with_waiting("FR", "KE", "BR", "NO", "NA", "DE", "JP")
    coming = hall.upcoming(RenderContext(meeting, WORDS))
    assert [speaker.name for speaker in coming.speakers] == ["France", "Kenya", "Brazil", "Norway", "Namibia"]
    assert coming.more == 2
    assert "and 2 more" in shown(meeting, "next")


def test_one_more_name_is_shown_and_not_counted() -> None:
    meeting = with_waiting("FR", "KE", "BR", "NO", "NA", "DE")
    coming = hall.upcoming(RenderContext(meeting, WORDS))
    assert (len(coming.speakers), coming.speakers[-1].name, coming.more) == (6, "Germany", 0)


def test_names_that_do_not_fit_are_counted_and_items_are_not() -> None:
    meeting = with_waiting("FR", "KE", "BR")
    items = len(hall.upcoming(RenderContext(meeting, WORDS)).items)
    words = ["", *[""] * items, "and 1 more", "and 2 more", "and 3 more"]
    assert items and json.dumps(words, separators=(",", ":")) in shown(meeting, "next").replace("\n", "")


def test_before_the_floor_opens_the_hall_shows_who_the_programme_has_next() -> None:
    earlier = [(CHAIR, SkipItem(f"p-{n}")) for n in range(1, 6)]
    coming = hall.upcoming(RenderContext(then(presenting("p-6"), *earlier), WORDS))
    assert [speaker.name for speaker in coming.speakers] == [
        "H.E. Mr. Alexey Borodavkin",
        "Mr. Juan Carlos Monedero Fernández-Gala",
    ]


def test_the_hall_says_whether_the_list_is_open() -> None:
    assert "List not open yet" in shown(begun(), "next")
    assert "List open" in shown(floor_open(), "next")
    assert "List closed" in shown(then(floor_open(), (CHAIR, CloseList())), "next")


def test_the_join_code_is_drawn_and_written_only_when_the_chair_wants_it() -> None:
    assert CODE not in shown(floor_open(), "join") and "<svg" not in shown(floor_open(), "join")
    join = shown(then(floor_open(), (CHAIR, ShowJoinCode())), "join")
    assert "<svg" in join and f"<strong>{CODE}</strong>" in join


def test_a_message_to_the_hall_stands_until_it_is_taken_off() -> None:
    meeting = then(floor_open(), (CHAIR, SendNotice("hall", "Lunch at one")))
    assert "Lunch at one" in shown(meeting, "notice")
    meeting = then(meeting, (CHAIR, WithdrawNotice(meeting.notices[0].id)))
    assert "Lunch at one" not in shown(meeting, "notice")


def test_words_to_the_speaker_are_not_on_the_halls_screen() -> None:
    meeting = then(with_waiting("FR"), (CHAIR, GiveFloorToNext()), (CHAIR, SendNotice("speaker", "Please conclude")))
    hall_shows = SCREENS.regions(meeting, "hall", "en", None, None).values()
    assert not any("Please conclude" in region for region in hall_shows)
    assert "Please conclude" in SCREENS.regions(meeting, "podium", "en", None, None)["floor"]


def test_before_the_sitting_the_hall_shows_the_programme_with_its_planned_times() -> None:
    coming = hall.upcoming(RenderContext(begun(), WORDS))
    assert [(item.title, item.speaker) for item in coming.items[:3]] == [
        ("Opening by the chair", "H.E. Mr. Joachim Rücker"),
        ("Opening remarks", "Ms. Flavia Pansieri"),
        ("Keynote address", "H.E. Mr. Abbas Bagherpour Ardekani"),
    ]
    assert [item.at - begun().sittings[0].start for item in coming.items[:3] if item.at] == [0, 180_000, 480_000]
    assert len(coming.items) == len(begun().sittings[0].items)
    assert "09:03" in shown(begun(), "next")


def test_in_the_last_presentation_the_hall_shows_what_comes_after_it() -> None:
    presented = (GiveFloor(item=f"p-{number}") for number in range(2, 9))
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), *((CHAIR, command) for command in presented))
    coming = hall.upcoming(RenderContext(meeting, WORDS))
    assert [item.title for item in coming.items][:2] == [
        "Interactive discussion, slot 1",
        "Comments and replies by the panellists",
    ]
    assert [item.at for item in coming.items] == [None] * len(coming.items)


def test_an_item_that_was_passed_over_is_not_shown_as_coming() -> None:
    meeting = floor_open()
    titles = [item.title for item in hall.upcoming(RenderContext(meeting, WORDS)).items]
    assert "Presentation" not in titles and "Interactive discussion, slot 1" not in titles
    assert "Interactive discussion, slot 2" in titles
