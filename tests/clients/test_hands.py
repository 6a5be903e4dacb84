"""One list for the room and the conference, whatever happens to the messages between them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nameplate.clients.bigbluebutton import read_callback
from nameplate.clients.hands import Hands
from nameplate.meeting import Meeting, Refused, perform
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Inscription, Seat
from nameplate.meeting.remote_delegations import SetRemote
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.paths import WEB
from nameplate.screens import json_picture
from nameplate.screens.render_context import RenderContext
from nameplate.store import codec
from nameplate.wording.language import load_words
from tests.cast import BRIDGE, CHAIR, DESK, FR
from tests.clients.conference import MEETING, SECRET, Conference, signed
from tests.panel import floor_open, panel, then

URL = "https://bridge.example/callback"
WORDS = load_words(WEB / "locale", "en")
REMOTE = ("KE", "BR", "IN")
SEATS = {f"user-{seat}": seat for seat in REMOTE} | {"Delegation of Brazil": "BR"}
BEGINNING = 10_000_000


def remote_panel() -> Meeting:
    """The floor is open. Kenya, Brazil and India take part remotely."""
    delegations = tuple(Seat(code, "member_state") for code in ("FR", *REMOTE))
    return then(floor_open(panel(delegations=delegations)), *((DESK, SetRemote(seat)) for seat in REMOTE))


@dataclass
class Simulation:
    """A conference, a bridge and a meeting. `delivered` are the messages that the bridge has had."""

    meeting: Meeting = field(default_factory=remote_panel)
    conference: Conference = field(default_factory=Conference)
    hands: Hands = field(default_factory=lambda: Hands(SEATS))
    delivered: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.conference.at = self.meeting.at

    @property
    def now(self) -> int:
        return self.conference.at

    def deliver(self, messages: Sequence[dict[str, Any]]) -> None:
        """Deliver messages to the bridge, each in a callback of its own."""
        for each in messages:
            body, checksum = signed([each], URL)
            for event in read_callback(body, checksum, URL, SECRET, MEETING).events:
                self.hands.note(event)
            self.delivered.append(each)
        self.conference.messages = [each for each in self.conference.messages if each not in messages]

    def state(self) -> Any:
        """The state that the server pushes to the bridge."""
        shown = json_picture.picture(RenderContext(self.meeting, WORDS), self.now, moderates=False, bridges=True)
        return json.loads(json.dumps(shown))

    def give(self, answers: int = 1000) -> None:
        """The bridge gives its commands until none is left. After some answers, the next one is lost."""
        for _ in range(100):
            state = self.state()
            self.hands.called(state)
            todo = self.hands.todo(state)
            for each in todo:
                code = self._server(each.command, each.fields, each.key)
                if not answers:
                    return
                answers -= 1
                assert self.hands.note_answer(each, code, state["version"])
            if not todo:
                return
        raise AssertionError("the bridge never has nothing to do")

    def restart(self) -> None:
        """Another process takes over with what was stored."""
        self.hands = Hands.restored(SEATS, json.loads(json.dumps(self.hands.stored())))

    def by_chair(self, command: Any) -> None:
        """A command of the chair. It may be refused."""
        self._perform(command, CHAIR)

    def by_france(self) -> None:
        self._perform(RequestFloor(), FR)

    def waiting(self) -> tuple[Inscription, ...]:
        """The list of speakers."""
        (speakers,) = (each for each in self.meeting.lists.values() if each.purpose == "speakers")
        return speakers.waiting

    def _server(self, command: str, fields: Any, key: str) -> str:
        """The code of the server's refusal, or "". A key that it knows gives the first answer again."""
        if key in self.keys:
            return ""
        refused = self._perform(codec.command(command, fields, strict=True), BRIDGE)
        if refused:
            return refused.reason.value
        self.keys.add(key)
        return ""

    def _perform(self, command: Any, by: Any) -> Refused | None:
        answer = perform(self.meeting, command, by, self.now)
        if isinstance(answer, Refused):
            return answer
        self.meeting = answer
        return None


def user(seat: str) -> str:
    return f"user-{seat}"


def listed(simulation: Simulation) -> list[str]:
    return [one.seat for one in simulation.waiting()]


def test_raised_hands_and_requests_in_the_room_are_one_list() -> None:
    simulation = Simulation()
    simulation.conference.hand(user("KE"), up=True)
    simulation.conference.at += 1
    simulation.by_france()
    simulation.conference.hand(user("BR"), up=True)
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    assert listed(simulation) == ["KE", "FR", "BR"]


def test_a_person_without_a_known_id_is_found_by_the_displayed_name() -> None:
    simulation = Simulation()
    simulation.conference.join("w_77", "Delegation of Brazil")
    simulation.conference.hand("w_77", up=True)
    simulation.conference.hand("w_78", up=True)
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    assert listed(simulation) == ["BR"]


def test_hands_that_were_up_when_the_list_opens_come_in_the_order_in_which_they_were_raised() -> None:
    simulation = Simulation()
    simulation.by_chair(CloseList())
    for seat in ("IN", "KE", "BR"):
        simulation.conference.hand(user(seat), up=True)
    simulation.conference.hand(user("KE"), up=False)
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    assert listed(simulation) == []
    simulation.by_chair(OpenList())
    simulation.give()
    assert listed(simulation) == ["IN", "BR"]


def test_a_hand_that_stays_up_after_the_call_asks_only_once() -> None:
    simulation = Simulation()
    simulation.conference.hand(user("KE"), up=True)
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    simulation.by_chair(GiveFloorToNext())
    assert simulation.hands.called(simulation.state()) == "KE"
    assert simulation.hands.called(simulation.state()) is None
    simulation.give()
    assert listed(simulation) == []
    simulation.conference.hand(user("KE"), up=False)
    simulation.conference.hand(user("KE"), up=True)
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    assert listed(simulation) == ["KE"]


def test_a_lost_connection_does_not_lose_the_place() -> None:
    simulation = Simulation()
    simulation.conference.hand(user("KE"), up=True)
    simulation.conference.leave(user("KE"))
    simulation.deliver(simulation.conference.messages[:2])
    simulation.give()
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    assert listed(simulation) == ["KE"]
    (kenya,) = (each for each in simulation.state()["remote_delegations"] if each["seat"] == "KE")
    assert (kenya["in_conference"], kenya["hand"]) == (False, False)


def test_the_server_is_told_who_is_in_the_conference_with_which_microphone() -> None:
    simulation = Simulation()
    simulation.conference.microphone(user("KE"), muted=True)
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    kenya, brazil, _ = simulation.state()["remote_delegations"]
    assert (kenya["in_conference"], kenya["microphone"]) == (True, "muted")
    assert brazil["reported_ms"] is None
    simulation.hands.begin_asking()
    simulation.hands.note_present({user("BR"): ""})
    simulation.give()
    kenya, brazil, _ = simulation.state()["remote_delegations"]
    assert (kenya["in_conference"], brazil["in_conference"]) == (False, True)


def test_a_hand_that_is_raised_while_the_conference_is_asked_who_is_in_it_is_not_lost() -> None:
    simulation = Simulation()
    simulation.hands.begin_asking()
    simulation.conference.hand(user("KE"), up=True)
    simulation.deliver(simulation.conference.messages)
    simulation.hands.note_present({})
    simulation.give()
    assert listed(simulation) == ["KE"]
    simulation.by_chair(GiveFloorToNext())
    assert simulation.hands.called(simulation.state()) == "KE"


def test_somebody_who_leaves_while_the_conference_is_asked_has_left() -> None:
    simulation = Simulation()
    simulation.conference.join(user("KE"))
    simulation.deliver(simulation.conference.messages)
    simulation.hands.begin_asking()
    simulation.conference.leave(user("KE"))
    simulation.deliver(simulation.conference.messages)
    simulation.hands.note_present({user("KE"): ""})
    simulation.give()
    kenya, *_ = simulation.state()["remote_delegations"]
    assert not kenya["in_conference"]


def test_two_persons_of_a_delegation_are_one_seat() -> None:
    simulation = Simulation()
    simulation.conference.hand(user("BR"), up=True)
    simulation.conference.join("w_2", "Delegation of Brazil")
    simulation.conference.hand("w_2", up=True)
    simulation.conference.hand(user("BR"), up=False)
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    assert listed(simulation) == ["BR"]
    simulation.conference.hand("w_2", up=False)
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    assert listed(simulation) == []


def test_a_delegation_that_the_desk_has_not_marked_yet_is_inscribed_once_it_is_marked() -> None:
    simulation = Simulation()
    simulation.meeting = then(simulation.meeting, (DESK, SetRemote("KE", remote=False)))
    simulation.conference.hand(user("KE"), up=True)
    simulation.deliver(simulation.conference.messages)
    simulation.give()
    assert listed(simulation) == []
    simulation.meeting = then(simulation.meeting, (DESK, SetRemote("KE")))
    simulation.give()
    assert listed(simulation) == ["KE"]


@pytest.mark.parametrize("code", ["not_stored", "too_many", "too_late"])
def test_a_command_that_was_not_taken_is_given_again(code: str) -> None:
    simulation = Simulation()
    simulation.conference.hand(user("KE"), up=True)
    simulation.deliver(simulation.conference.messages)
    todo = simulation.hands.todo(simulation.state())
    assert todo[0].command == "raise-hand"
    assert not simulation.hands.note_answer(todo[0], code, simulation.meeting.version)
    assert simulation.hands.todo(simulation.state()) == todo


STEPS = st.one_of(
    st.tuples(st.sampled_from(["raise", "lower", "join", "leave", "mute"]), st.sampled_from(REMOTE)),
    st.tuples(st.sampled_from(["france", "call", "close", "open", "restart", "deliver", "lose answer"]), st.none()),
    st.tuples(st.sampled_from(["ask who is there", "answer who is there"]), st.none()),
    st.tuples(st.sampled_from(["deliver out of order", "deliver again"]), st.integers(0, 5)),
)


@given(steps=st.lists(STEPS, max_size=40))
def test_nothing_is_lost_and_nothing_is_doubled(steps: list[tuple[str, Any]]) -> None:
    """Messages come late, twice, in another order; answers come late or are lost; the bridge restarts at any time."""
    simulation, left = Simulation(), set()
    present: dict[str, str] | None = None
    conference = simulation.conference
    for step, value in steps:
        match step:
            case "raise" | "lower":
                conference.hand(user(value), up=step == "raise")
            case "join":
                conference.join(user(value))
            case "leave":
                conference.leave(user(value))
                left.add(value)
            case "mute":
                conference.microphone(user(value), muted=True)
            case "france":
                simulation.by_france()
            case "call":
                simulation.by_chair(GiveFloorToNext())
            case "close":
                simulation.by_chair(CloseList())
            case "open":
                simulation.by_chair(OpenList())
            case "restart":
                simulation.restart()
                present = None
            case "ask who is there":
                simulation.hands.begin_asking()
                present = dict(conference.people)
            case "answer who is there" if present is not None:
                simulation.hands.note_present(present)
                simulation.give()
                present = None
            case "deliver":
                simulation.deliver(conference.messages)
                simulation.give()
            case "lose answer":
                simulation.deliver(conference.messages)
                simulation.give(answers=1)
                simulation.restart()
                present = None
            case "deliver out of order":
                simulation.deliver(conference.messages[value : value + 1])
                simulation.give()
            case "deliver again":
                simulation.deliver(simulation.delivered[value : value + 1])
    simulation.by_chair(OpenList())
    simulation.deliver(conference.messages)
    simulation.give()
    waiting = simulation.waiting()
    assert len({one.seat for one in waiting}) == len(waiting), "a delegation is on the list twice"
    assert [one.at for one in waiting] == sorted(one.at for one in waiting), "the list is not in order of receipt"
    for seat in REMOTE:
        own = simulation.meeting.inscriptions.for_seat(seat)
        times = [one.raised_at for one in own]
        assert len({*times}) == len(times), "one hand made two inscriptions"
        raised_at = conference.hands.get(user(seat))
        if raised_at is None and seat not in left:
            assert all(one.state != "waiting" for one in own), "a lowered hand waits"
        if raised_at is not None and seat not in left:
            assert times.count(raised_at) == 1, "a raised hand is lost"
    people = {each["seat"]: each["in_conference"] for each in simulation.state()["remote_delegations"]}
    assert {seat for seat, is_in in people.items() if is_in} == {
        seat for seat in REMOTE if user(seat) in conference.people
    }
