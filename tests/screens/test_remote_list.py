"""The connections of remote delegations: in the desk's list, before a call, and as marks on the screens."""

from __future__ import annotations

import pytest

from nameplate.meeting import Actor, Meeting, Role
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.remote_delegations import ForgetConnections, RecordConnectionTest, ReportConnection, SetRemote
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.raised_hands import RaiseHand
from nameplate.paths import WEB
from nameplate.screens.remote_list import RemoteView, next_remote, remote_views
from nameplate.screens.rendering import Renderer
from nameplate.wording.language import load_words
from tests.cast import BRIDGE, CHAIR, DESK
from tests.panel import floor_open, then

SCREENS = Renderer(WEB, lambda code: f"http://nameplate.test/in/{code}")
WORDS = load_words(WEB / "locale", "en")
KENYA = Actor("delegate:KE", Role.DELEGATE, "KE")


def kenya_remote() -> Meeting:
    """The floor is open. Kenya takes part remotely."""
    return then(floor_open(), (DESK, SetRemote("KE")))


def kenya(meeting: Meeting, *open_seats: str) -> RemoteView:
    """What the desk's list says about Kenya."""
    (view,) = remote_views(meeting, WORDS, open_seats)
    return view


def test_the_list_has_the_remote_delegations_by_name() -> None:
    meeting = then(kenya_remote(), (DESK, SetRemote("FR")), (DESK, SetRemote("BR")))
    assert [view.name for view in remote_views(meeting, WORDS, ())] == ["Brazil", "France", "Kenya"]
    assert remote_views(floor_open(), WORDS, ()) == ()


def test_a_delegation_is_away_until_its_page_is_open_or_it_is_in_the_conference() -> None:
    meeting = kenya_remote()
    assert kenya(meeting).state == "away"
    assert kenya(meeting, "KE").state == "connected"
    meeting = then(meeting, (BRIDGE, ReportConnection("KE", True, "muted")))
    assert (kenya(meeting).state, kenya(meeting).microphone) == ("in_conference", "microphone muted")
    meeting = then(meeting, (BRIDGE, ReportConnection("KE", False, "on")))
    assert (kenya(meeting, "FR").state, kenya(meeting).microphone) == ("away", "")


def test_without_a_bridge_the_conference_is_not_known_and_a_page_that_is_open_still_is() -> None:
    meeting = then(kenya_remote(), (BRIDGE, ReportConnection("KE", True, "on", True)), (BRIDGE, ForgetConnections()))
    away, here = kenya(meeting), kenya(meeting, "KE")
    assert (away.state, away.unknown_since, away.microphone, away.hand) == ("unknown", meeting.at, "", False)
    assert here.state == "connected"
    meeting = then(meeting, (BRIDGE, ReportConnection("KE", True)))
    assert (kenya(meeting).state, kenya(meeting).unknown_since) == ("in_conference", None)


def test_a_report_from_before_a_restart_says_nothing_without_a_bridge() -> None:
    meeting = then(kenya_remote(), (BRIDGE, ReportConnection("KE", True, "on", True)))
    reported, restarted = meeting.at, meeting.at + 1
    (view,) = remote_views(meeting, WORDS, (), reported)
    assert view.state == "in_conference"
    (view,) = remote_views(meeting, WORDS, (), restarted)
    assert (view.state, view.unknown_since, view.hand) == ("unknown", restarted, False)
    (never,) = remote_views(kenya_remote(), WORDS, (), restarted)
    assert never.state == "away"


@pytest.mark.parametrize("live", [True, False])
def test_the_list_tells_the_last_test(live: bool) -> None:
    meeting = then(kenya_remote(), (KENYA, RecordConnectionTest(85, live)))
    view = kenya(meeting)
    assert (view.tested_at, view.round_trip_ms, view.test_failed) == (meeting.at, 85, not live)
    assert (kenya(kenya_remote()).tested_at, kenya(kenya_remote()).test_failed) == (None, False)


def test_the_desk_is_told_to_have_a_hand_lowered_that_stays_up_after_the_call() -> None:
    meeting = then(kenya_remote(), (BRIDGE, ReportConnection("KE", True, hand=True)), (BRIDGE, RaiseHand("KE")))
    assert (kenya(meeting).hand, kenya(meeting).waits, kenya(meeting).lower_hand) == (True, True, False)
    meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    assert (kenya(meeting).waits, kenya(meeting).lower_hand) == (False, True)
    meeting = then(meeting, (BRIDGE, ReportConnection("KE", True)))
    assert not kenya(meeting).lower_hand


def test_the_chair_is_told_about_the_next_speaker_only_if_that_is_a_remote_delegation() -> None:
    meeting = then(kenya_remote(), (DESK, AddInscription("FR")), (DESK, AddInscription("KE")))
    assert next_remote(meeting, WORDS, ()) is None
    meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    up = next_remote(meeting, WORDS, ())
    assert up is not None
    assert (up.name, up.state) == ("Kenya", "away")


@pytest.mark.parametrize("audience", ["chair", "desk", "hall", "booth"])
def test_screens_mark_a_remote_delegation_with_a_word(audience: str) -> None:
    meeting = then(floor_open(), (DESK, AddInscription("KE")))
    region = "speakers_list" if audience in ("chair", "desk") else "next"
    remote = then(meeting, (DESK, SetRemote("KE")))
    before, after = (SCREENS.regions(each, audience, "en", None, None)[region] for each in (meeting, remote))
    assert ("remote" in before, "remote" in after) == (False, True)


@pytest.mark.parametrize("audience", ["hall", "booth"])
def test_screens_mark_a_remote_delegation_that_has_the_floor(audience: str) -> None:
    meeting = then(floor_open(), (DESK, AddInscription("KE")), (CHAIR, GiveFloorToNext()))
    remote = then(meeting, (DESK, SetRemote("KE")))
    before, after = (SCREENS.regions(each, audience, "en", None, None)["floor"] for each in (meeting, remote))
    assert ("remote" in before, "remote" in after) == (False, True)


def test_only_a_remote_delegation_is_offered_a_test_on_its_phone() -> None:
    meeting = kenya_remote()
    offered = [SCREENS.regions(meeting, "delegate", "en", seat, None)["mine"] for seat in ("KE", "FR")]
    assert ["Test my connection" in region for region in offered] == [True, False]
