"""What a bridge knows of a conference, and what it still has to tell the server. No network, no clock.

An adapter turns the messages of a conference system into `ConferenceEvent`s. They may come twice, late, and in another
order than they happened. `Hands` compares what it knows with the state of the meeting, and says which commands to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

ON_THE_LIST = frozenset({"already_inscribed", "already", "key_reused"})
"""Refusals of a raised hand that mean: the delegation is on the list already, or this hand was on it."""
AGAIN = frozenset({"too_late", "too_many", "not_stored", "outdated", "damaged", "fault"})
"""The codes of refusals that are none of the rules: the same command is given again."""


class Kind(StrEnum):
    """What has happened in a conference."""

    JOINED = "joined"
    LEFT = "left"
    RAISED = "raised"
    LOWERED = "lowered"
    MICROPHONE = "microphone"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ConferenceEvent:
    """Something that happened in a conference at a time (ms, of the clock of the conference system).

    `user` is the id of a person, `name` the displayed name, or "" if the message does not tell it. `microphone` is on,
    muted or "" (none).
    """

    kind: Kind
    at: int
    user: str = ""
    name: str = ""
    microphone: str = ""


@dataclass(slots=True)
class Person:
    """A person in the conference. The times are those of the newest event of each kind."""

    seat: str
    is_in: bool = False
    moved_at: int = -1
    microphone: str = ""
    microphone_at: int = -1
    hand: bool = False
    hand_at: int = -1


@dataclass(slots=True)
class Hand:
    """The newest raised hand of a seat. `at` is the time in the conference, `raised_at` the same on the server's clock.

    `taken`: the delegation is on the list because of it. It is never sent again.
    `told`: the conference was told to lower it, after the call.
    """

    person: str
    at: int
    raised_at: int
    taken: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Todo:
    """A command to give. The `key` of a hand is the same for each attempt, also after a restart of the bridge."""

    command: str
    fields: Mapping[str, Any]
    key: str

    @property
    def seat(self) -> str:
        """The seat for which the command is given."""
        return str(self.fields["seat"])


@dataclass(slots=True)
class Hands:
    """The people of a conference. `seats` maps their ids and their displayed names to seats.

    `hands` has the newest raised hand of each seat. `lowered` has the times of lowered hands that the server does not
    know yet, by seat. `refused` has the versions of the meeting in which hands were refused: a hand is tried again in a
    later version. `is_complete`: everybody who is in the conference is known. `moved` are the persons who have done
    something since the conference was last asked who is in it.
    """

    seats: Mapping[str, str]
    people: dict[str, Person] = field(default_factory=dict)
    hands: dict[str, Hand] = field(default_factory=dict)
    lowered: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    is_complete: bool = False
    moved: set[str] = field(default_factory=set)

    def note(self, event: ConferenceEvent, shift_ms: int = 0) -> None:
        """Note what happened. The same event again, or an older one, changes nothing.

        `shift_ms` is how far the server's clock is ahead of the clock of the conference system.
        """
        if event.kind is Kind.ENDED:
            self.moved.update(self.people)
            for name in self.people:
                self._leave(name, event.at)
            return
        person = self._person(event.user, event.name)
        if person is None:
            return
        self.moved.add(event.user)
        match event.kind:
            case Kind.JOINED:
                self._come(person, event.at)
            case Kind.LEFT:
                self._leave(event.user, event.at)
            case Kind.MICROPHONE if event.at > person.microphone_at:
                self._come(person, event.at)
                person.microphone, person.microphone_at = event.microphone, event.at
            case Kind.RAISED | Kind.LOWERED if event.at > person.hand_at:
                self._come(person, event.at)
                self._move_hand(person, event, shift_ms)

    def begin_asking(self) -> None:
        """Call this before the conference is asked who is in it."""
        self.moved.clear()

    def note_present(self, present: Mapping[str, str]) -> None:
        """Note the answer, who is in the conference: displayed names by id. All others have left.

        The answer says nothing about those who have done something since the question, because it may be older.
        """
        for user, name in present.items():
            if user not in self.moved and (person := self._person(user, name)):
                person.is_in = True
        for user, person in self.people.items():
            if user not in self.moved and user not in present:
                self._leave(user, person.moved_at)
        self.is_complete = True

    def todo(self, state: Mapping[str, Any]) -> list[Todo]:
        """The commands to give for this state of the meeting. Hands come in the order in which they were raised."""
        remote = {each["seat"]: each for each in state["remote_delegations"]}
        version, takes = state["version"], any(speakers["state"] == "open" for speakers in state["lists"])
        down = [
            Todo("lower-hand", {"seat": seat}, f"lower {seat} {at}")
            for seat, at in self.lowered.items()
            if seat in remote
        ]
        up = sorted((hand.at, seat) for seat, hand in self.hands.items() if not hand.taken and seat in remote)
        raised = [
            Todo("raise-hand", {"seat": seat, "raised_at": self.hands[seat].raised_at}, f"raise {seat} {at}")
            for at, seat in up
            if takes and seat not in self.lowered and self.refused.get(seat) != version
        ]
        reports = (self._report(seat, known, version) for seat, known in remote.items())
        return [*down, *raised, *(report for report in reports if report)]

    def note_answer(self, todo: Todo, code: str, version: int) -> bool:
        """Note the answer to a command. Returns whether it is settled. Otherwise the command is given again.

        `code` is that of a refusal, or "". `version` is that of the state for which the command was made.
        """
        done, refused = not code, code not in ("", *AGAIN)
        if todo.command == "raise-hand":
            hand = self.hands.get(todo.seat)
            is_on_list = done or code in ON_THE_LIST
            if is_on_list and hand and hand.raised_at == todo.fields["raised_at"]:
                hand.taken = True
            elif refused:
                self.refused[todo.seat] = version
        elif todo.command == "lower-hand" and (done or refused):
            self.lowered.pop(todo.seat, None)
        return done or refused

    def called(self, state: Mapping[str, Any]) -> str | None:
        """The seat that has the floor because of its raised hand, if the conference should lower the hand now.

        Each hand is named once.
        """
        floor = state["floor"]
        hand = self.hands.get(floor["seat"]) if floor else None
        if hand is None or not hand.taken or hand.told:
            return None
        hand.told = True
        return str(floor["seat"])

    def stored(self) -> dict[str, Any]:
        """All that must survive a restart of the bridge, as plain values."""
        return {
            "people": {name: asdict(person) for name, person in self.people.items()},
            "hands": {seat: asdict(hand) for seat, hand in self.hands.items()},
            "lowered": dict(self.lowered),
        }

    @classmethod
    def restored(cls, seats: Mapping[str, str], stored: Mapping[str, Any]) -> Hands:
        """What an earlier process has stored. Seats that are no longer in the map are left out.

        Raises `KeyError` or `TypeError` if the values are others.
        """
        mapped = {*seats.values()}
        people = {name: Person(**person) for name, person in stored["people"].items()}
        return cls(
            seats,
            {name: person for name, person in people.items() if person.seat in mapped},
            {seat: Hand(**hand) for seat, hand in stored["hands"].items() if seat in mapped},
            {seat: int(at) for seat, at in stored["lowered"].items() if seat in mapped},
        )

    def _person(self, user: str, name: str) -> Person | None:
        """A person, or None if the person belongs to no seat."""
        seat = self.seats.get(user) or self.seats.get(name)
        if seat and (user not in self.people or self.people[user].seat != seat):
            self.people[user] = Person(seat)
        return self.people.get(user)

    def _come(self, person: Person, at: int) -> None:
        """Somebody who does something in the conference is in it, even if no message said so."""
        if at > person.moved_at:
            person.is_in, person.moved_at = True, at

    def _leave(self, name: str, at: int) -> None:
        """The hand goes down with the person. A request that is on the list stays there: the connection may return."""
        person = self.people.get(name)
        if person is None or at < person.moved_at:
            return
        person.is_in, person.moved_at, person.microphone, person.hand = False, at, "", False
        hand = self.hands.get(person.seat)
        if hand and hand.person == name and not hand.taken and at >= hand.at:
            del self.hands[person.seat]

    def _move_hand(self, person: Person, event: ConferenceEvent, shift_ms: int) -> None:
        was_up, person.hand, person.hand_at = person.hand, event.kind is Kind.RAISED, event.at
        others = any(each.hand for each in self.people.values() if each.seat == person.seat and each is not person)
        hand = self.hands.get(person.seat)
        if person.hand and not was_up and (hand is None or hand.told or not others):
            self.hands[person.seat] = Hand(event.user, event.at, event.at + shift_ms)
        elif not person.hand and not others:
            self.hands.pop(person.seat, None)
            self.lowered[person.seat] = event.at

    def _report(self, seat: str, known: Mapping[str, Any], version: int) -> Todo | None:
        """What the server does not know yet about the connection of a seat."""
        people = [person for person in self.people.values() if person.seat == seat]
        if not people and not (self.is_complete and seat in self.seats.values()):
            return None
        here = [person for person in people if person.is_in]
        now = {
            "in_conference": bool(here),
            "microphone": _microphone(person.microphone for person in here),
            "hand": any(person.hand for person in here),
        }
        if known["reported_ms"] is not None and all(known[name] == value for name, value in now.items()):
            return None
        return Todo("report-connection", {"seat": seat, **now}, f"report {seat} {version} {[*now.values()]}")


def _microphone(states: Iterable[str]) -> str:
    """The microphone of a seat: on if that of one person is on."""
    found = {*states}
    return next((state for state in ("on", "muted") if state in found), "")
