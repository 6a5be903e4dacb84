"""Stories: a small meeting is given, somebody presses something at some second, and one reads what came of it.

Each press that is taken also checks what must hold after every press, whatever the story is about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from nameplate.meeting import Actor, Command, Meeting, Refused, decide, perform, record, replay
from nameplate.meeting.model.values import Clock, Inscription, Item, Rules, Seat, Sitting, SpeakersList, Speech
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.clock import elapsed_ms, phase
from nameplate.meeting.speeches.speaking_times import PRESETS
from tests.cast import CHAIR

START = 1_360_918_800_000
HOUR = 3_600_000
MEMBER, OTHERS, PRESENTATION = 180, 120, 600

PROGRAMME = MeetingCreated(
    code="geneva",
    title="Seminar",
    sittings=(
        Sitting(
            "morning",
            START,
            START + 3 * HOUR,
            (
                Item("p1", "presentation", minutes=10, speaker="okafor", on_behalf_of="the working group"),
                Item("f1", "floor_block", minutes=45, list="first"),
                Item("r1", "replies", minutes=10, speakers=("okafor", "lind")),
                Item("f2", "floor_block", minutes=45, list="first"),
                Item("end", "closing"),
            ),
        ),
        Sitting("afternoon", START + 5 * HOUR, START + 8 * HOUR, (Item("f3", "floor_block", list="second"),)),
    ),
    lists=(
        SpeakersList("first", ("f1", "f2")),
        SpeakersList("second", ("f3",)),
        SpeakersList("morning-replies", (), "open", purpose="replies"),
        SpeakersList("afternoon-replies", (), "open", purpose="replies"),
    ),
    seats=(
        Seat("FR", "member_state"),
        Seat("KE", "observer_state"),
        Seat("BR", "member_state"),
        Seat("okafor", "panellist"),
        Seat("lind", "panellist"),
    ),
    limits=PRESETS["hrc_panel_2012"],
)


def seconds(second: float) -> int:
    """A second of the story as the domain counts time."""
    return START + round(second * 1000)


@dataclass
class Story:
    """A meeting as it goes on. `at` is in seconds from the start; left out, it is the second of the press before."""

    meeting: Meeting
    second: float = 0

    def give(self, by: Actor, command: Command, at: float | None = None) -> Meeting:
        """Somebody presses something, and it is taken."""
        before, self.second = self.meeting, self.second if at is None else at
        decision = decide(before, command, by, seconds(self.second))
        after = perform(before, command, by, seconds(self.second))
        assert not isinstance(decision, Refused), f"{command} by {by.name} is refused: {decision}"
        assert isinstance(after, Meeting)
        assert after.version == before.version + len(decision) > before.version
        holds(after)
        self.meeting = after
        return after

    def refuse(self, by: Actor, command: Command, at: float | None = None) -> Refused:
        """Somebody presses something, and it is refused."""
        self.second = self.second if at is None else at
        answer = perform(self.meeting, command, by, seconds(self.second))
        assert isinstance(answer, Refused), f"{command} by {by.name} is taken"
        return answer

    @property
    def speech(self) -> Speech:
        """The speech that is on; the story has one."""
        assert self.meeting.speech
        return self.meeting.speech

    @property
    def holder(self) -> str | None:
        """The seat that has the floor."""
        return self.meeting.speech.seat if self.meeting.speech else None

    def used(self, at: float) -> float:
        """What the clock of the speech that is on shows as used, in seconds."""
        return elapsed_ms(self.speech.clock, seconds(at)) / 1000

    def granted(self) -> float:
        """The limit of the speech that is on, in seconds."""
        return self.speech.clock.limit_ms / 1000

    def waiting(self, speakers: str = "first") -> list[str]:
        """The seats on a list, in order of call."""
        return [i.seat for i in self.meeting.lists[speakers].waiting]

    def id_of(self, seat: str) -> str:
        """The id of the newest inscription of a seat."""
        rows = [i for s in self.meeting.lists.values() for i in (*s.past, *s.late, *s.waiting) if i.seat == seat]
        return max(rows, key=lambda i: int(i.id[1:])).id

    def inscription(self, inscription: str) -> Inscription:
        """The inscription of that id."""
        found = find_inscription(self.meeting, inscription)
        assert found
        return found

    def item(self, item: str) -> Item:
        """The item of that id."""
        return next(i for i in self.meeting.items() if i.id == item)

    def sitting(self, sitting: str) -> Sitting:
        """The sitting of that id."""
        return next(s for s in self.meeting.sittings if s.id == sitting)


def created(programme: MeetingCreated = PROGRAMME) -> Story:
    """A meeting whose programme is read and which has not begun."""
    return Story(record(Meeting(), programme, START, "operator", 1))


def sitting_open(programme: MeetingCreated = PROGRAMME) -> Story:
    """The morning is called to order; no item is open yet."""
    story = created(programme)
    story.give(CHAIR, OpenSitting("morning"))
    return story


def floor_open(*delegations: Actor, rules: Rules | None = None) -> Story:
    """The first floor block is open, and these delegations are on its list in this order."""
    story = sitting_open(replace(PROGRAMME, rules=rules) if rules else PROGRAMME)
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, OpenList())
    for delegation in delegations:
        story.give(delegation, RequestFloor())
    return story


def phase_changes(clock: Clock, begin: int, end: int) -> list[tuple[int, str]]:
    """Every millisecond between two times at which the clock enters another phase, and that phase."""
    phases = [(at, phase(clock, at)) for at in range(begin, end + 1)]
    return [after for before, after in pairwise(phases) if after[1] != before[1]]


def shown(clock: Clock, at: int) -> tuple[int, int, bool]:
    """What screens show of a clock: the limit, the time used, and whether it runs."""
    return clock.limit_ms, elapsed_ms(clock, at), clock.running_since is not None


def state(meeting: Meeting) -> Meeting:
    """What a meeting has come to, apart from how many events and how much time it took."""
    return replace(meeting, version=0, at=0)


def holds(meeting: Meeting) -> None:
    """Assert what is true of a meeting after every press."""
    newest_first = list(meeting.entries())
    oldest_first = newest_first[::-1]
    assert replay(oldest_first) == meeting
    assert [entry.version for entry in oldest_first] == list(range(1, meeting.version + 1))
    assert [entry.at for entry in oldest_first] == sorted(entry.at for entry in oldest_first)
    assert meeting.at == newest_first[0].at
    assert [s.id for s in meeting.speeches.values() if s.state == "on"] == ([meeting.floor] if meeting.floor else [])
