"""Remote delegations: who marks them, what a bridge may say about them, and their own tests of the connection."""

import pytest

from nameplate.meeting import Actor, Reason, Role
from nameplate.meeting.model.values import RemoteState
from nameplate.meeting.remote_delegations import (
    ForgetConnections,
    RecordConnectionTest,
    ReportConnection,
    SetRemote,
    remote_state,
)
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.undo import Undo
from tests.cast import BRIDGE, CHAIR, DESK, FR, KE
from tests.meeting.stories import Story, floor_open, seconds


def kenya_remote() -> Story:
    """The floor is open, and Kenya takes part remotely."""
    story = floor_open()
    story.give(DESK, SetRemote("KE"), at=10)
    return story


def test_requests_of_a_remote_delegation_have_the_source_remote() -> None:
    story = kenya_remote()
    story.give(KE, RequestFloor(), at=11)
    story.give(FR, RequestFloor(), at=12)
    assert [(i.seat, i.source) for i in story.meeting.lists["first"].waiting] == [("KE", "remote"), ("FR", "phone")]


def test_the_desk_adds_a_remote_delegation_with_the_source_remote_unless_it_names_another_one() -> None:
    story = kenya_remote()
    story.give(DESK, AddInscription("KE"), at=11)
    story.give(DESK, AddInscription("FR"), at=12)
    assert [i.source for i in story.meeting.lists["first"].waiting] == ["remote", "nameplate"]
    story = kenya_remote()
    story.give(DESK, AddInscription("KE", source="verbal"), at=11)
    assert story.meeting.lists["first"].waiting[0].source == "verbal"


def test_a_delegation_that_arrives_in_the_room_is_no_longer_remote() -> None:
    story = kenya_remote()
    assert story.refuse(DESK, SetRemote("KE")).reason is Reason.ALREADY
    story.give(CHAIR, SetRemote("KE", remote=False), at=11)
    story.give(KE, RequestFloor(), at=12)
    assert story.meeting.lists["first"].waiting[0].source == "phone"


def test_the_mark_can_be_undone() -> None:
    story = kenya_remote()
    story.give(DESK, Undo(), at=11)
    assert not story.meeting.seats["KE"].remote


@pytest.mark.parametrize("seat", ["okafor", "nobody"])
def test_only_delegations_can_be_remote(seat: str) -> None:
    reasons = (Reason.INVALID, Reason.UNKNOWN_SEAT)
    assert floor_open().refuse(DESK, SetRemote(seat)).reason in reasons


def test_a_bridge_says_what_its_conference_knows() -> None:
    story = kenya_remote()
    story.give(BRIDGE, ReportConnection("KE", True, "muted"), at=20)
    assert remote_state(story.meeting, "KE") == RemoteState(True, "muted", False, seconds(20))
    assert story.refuse(BRIDGE, ReportConnection("KE", True, "muted"), at=21).reason is Reason.ALREADY
    story.give(BRIDGE, ReportConnection("KE"), at=22)
    assert remote_state(story.meeting, "KE") == RemoteState(reported_at=seconds(22))


def test_nothing_is_known_of_the_conference_when_the_bridge_is_gone() -> None:
    story = kenya_remote()
    story.give(KE, RecordConnectionTest(85, live=True), at=15)
    assert story.refuse(BRIDGE, ForgetConnections()).reason is Reason.ALREADY
    story.give(BRIDGE, ReportConnection("KE", True, "on", True), at=20)
    story.give(BRIDGE, ForgetConnections(), at=30)
    tested = RemoteState(tested_at=seconds(15), round_trip_ms=85, live=True, forgotten_at=seconds(30))
    assert remote_state(story.meeting, "KE") == tested
    assert story.refuse(BRIDGE, ForgetConnections()).reason is Reason.ALREADY
    story.give(BRIDGE, ReportConnection("KE"), at=40)
    assert remote_state(story.meeting, "KE").forgotten_at is None


def test_a_bridge_acts_only_for_remote_delegations() -> None:
    story = kenya_remote()
    refused = story.refuse(BRIDGE, ReportConnection("FR", True))
    assert (refused.reason, refused.facts) == (Reason.NOT_REMOTE, {"seat": "FR"})
    assert story.refuse(BRIDGE, ReportConnection("nobody", True)).reason is Reason.UNKNOWN_SEAT
    assert story.refuse(BRIDGE, ReportConnection("KE", True, "loud")).facts == {"field": "microphone"}


def test_a_delegation_tests_its_own_connection() -> None:
    story = kenya_remote()
    story.give(BRIDGE, ReportConnection("KE", True), at=20)
    story.give(KE, RecordConnectionTest(85, live=True), at=30)
    assert remote_state(story.meeting, "KE") == RemoteState(True, "", False, seconds(20), seconds(30), 85, True)


def test_a_delegation_may_test_before_it_is_marked_but_records_only_possible_times() -> None:
    story = kenya_remote()
    story.give(FR, RecordConnectionTest(0), at=20)
    assert remote_state(story.meeting, "FR").tested_at == seconds(20)
    assert story.refuse(KE, RecordConnectionTest(-1)).facts == {"field": "round_trip_ms"}
    assert story.refuse(KE, RecordConnectionTest(60_001)).facts == {"field": "round_trip_ms"}
    seatless = Actor("delegate:", Role.DELEGATE)
    assert story.refuse(seatless, RecordConnectionTest(85)).reason is Reason.NO_SEAT


def test_the_chair_does_not_undo_what_a_bridge_said() -> None:
    story = kenya_remote()
    story.give(BRIDGE, ReportConnection("KE", True), at=20)
    assert story.refuse(CHAIR, Undo(story.meeting.version)).reason is Reason.DELEGATIONS_OWN
