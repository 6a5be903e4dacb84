"""A meeting of many sittings, decided command by command, to measure the cost of a long log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from nameplate.meeting import Actor, Command, Meeting, Refused, Role, perform, record
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.model.values import Inscription, Item, Sitting, SpeakersList
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock
from nameplate.meeting.speeches.speaking_times import PRESETS
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.delegations_file import read_delegations
from nameplate.wording.country_names import country_names

CODE = "SESSION2"
START = 1_425_369_600_000
HOUR = 3_600_000
EACH_SITTING = 200
"""Each sitting has at least this many events: 100 requests, half of them heard."""

Press = tuple[Actor, Command]

CHAIR, DESK = Actor("chair", Role.CHAIR), Actor("desk", Role.DESK)


def long_meeting(events: int, seed: int = 2015) -> Meeting:
    """A meeting with a log of at least `events` events, and at most two more."""
    play = _Play(_created(1 + events // EACH_SITTING), Random(seed))
    presses = play.presses()
    while play.meeting.version < events:
        play.press(*next(presses))
    return play.meeting


class _Play:
    """Gives the commands of a meeting, some seconds apart. Refused commands are ignored."""

    def __init__(self, created: MeetingCreated, chance: Random) -> None:
        self.meeting = record(Meeting(), created, START, "secretariat", 1)
        self._seats = [seat.id for seat in created.seats]
        self._chance = chance

    def press(self, by: Actor, command: Command) -> None:
        """Decide a command."""
        after = perform(self.meeting, command, by, self.meeting.at + self._chance.randrange(1000, 60_000))
        if not isinstance(after, Refused):
            self.meeting = after

    def presses(self) -> Iterator[Press]:
        """The commands of all sittings, in order. Each sitting has 100 requests; half of them are heard."""
        for sitting in self.meeting.sittings:
            yield CHAIR, OpenSitting(sitting.id)
            yield CHAIR, OpenItem(sitting.items[0].id)
            yield CHAIR, OpenList()
            for seat in self._chance.sample(self._seats, 100):
                yield _delegate(seat), RequestFloor(note="with the text" if self._chance.random() < 0.1 else "")
            yield CHAIR, CloseList()
            while len(self._waiting()) > 50:
                yield CHAIR, GiveFloorToNext()
                yield from self._in_between()
                yield CHAIR, EndSpeech()
            yield CHAIR, AdjournSitting()

    def _in_between(self) -> Iterator[Press]:
        """Occasional commands during a speech."""
        for odds, presses in (
            (0.10, self._clock()),
            (0.05, [(CHAIR, SendNotice("speaker", "Please conclude"))]),
            (0.03, self._point_of_order()),
            (0.03, [(_delegate(self._waiting()[-1].seat), WithdrawRequest(self._waiting()[-1].id))]),
            (0.02, [(CHAIR, CallAbsent(self._waiting()[0].id))]),
        ):
            if self._chance.random() < odds:
                yield from presses

    def _clock(self) -> Iterator[Press]:
        yield CHAIR, PauseClock()
        yield CHAIR, ResumeClock()
        yield CHAIR, AdjustClock(30)
        if self._chance.random() < 0.02:
            yield CHAIR, Undo()

    def _point_of_order(self) -> Iterator[Press]:
        yield _delegate(self._chance.choice(self._seats)), RaisePointOfOrder("on the order of speakers")
        point = self.meeting.points[-1].id
        yield CHAIR, GivePointOfOrder(point)
        yield CHAIR, RulePointOfOrder(point, "The order stands")

    def _waiting(self) -> Sequence[Inscription]:
        item = self.meeting.item
        return self.meeting.lists[item.list].waiting if item and item.list else ()


def _created(sittings: int) -> MeetingCreated:
    """A meeting with this number of sittings, each with its own list, for the delegations of the example."""
    days = [
        Sitting(
            f"m{n}", START + n * 12 * HOUR, START + (n * 12 + 3) * HOUR, (Item(f"p{n}", "floor_block", list=f"l{n}"),)
        )
        for n in range(sittings)
    ]
    return MeetingCreated(
        code=CODE,
        title="A session of many meetings",
        sittings=tuple(days),
        lists=(
            *(SpeakersList(f"l{n}", (f"p{n}",)) for n in range(sittings)),
            *(SpeakersList(f"m{n}-replies", (), "open", purpose="replies") for n in range(sittings)),
        ),
        seats=read_delegations(EXAMPLES / "delegations.csv", country_names(WEB / "locale", "en")),
        limits=PRESETS["hrc_panel_2012"],
    )


def _delegate(seat: str) -> Actor:
    return Actor(f"delegate:{seat}", Role.DELEGATE, seat)
