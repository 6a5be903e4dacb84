"""A small meeting for tests. A test gives commands at chosen seconds, and then checks the state of the meeting.

After every accepted command, `Story.give` checks that the log replays to the same meeting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from nameplate.meeting import Actor, Command, Meeting, Refused, decide, perform, record, replay
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Clock, Inscription, Item, Rules, Seat, Sitting, SpeakersList, Speech
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.clock import elapsed_ms, phase
from nameplate.meeting.speeches.speaking_times import PRESETS
from tests.cast import CHAIR, FR, KE

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
    """A time in ms, UTC, from seconds after the start of the meeting."""
    return START + round(second * 1000)


@dataclass
class Story:
    """A meeting, and the second at which the last command was given.

    In all methods, `at` is in seconds after the start. Without `at`, a command has the time of the last command.
    """

    meeting: Meeting
    second: float = 0

    def give(self, by: Actor, command: Command, at: float | None = None) -> Meeting:
        """Give a command that must be accepted."""
        before, self.second = self.meeting, self.second if at is None else at
        decision = decide(before, command, by, seconds(self.second))
        after = perform(before, command, by, seconds(self.second))
        assert not isinstance(decision, Refused), f"{command} by {by.name} is refused: {decision}"
        assert isinstance(after, Meeting)
        assert after.version == before.version + len(decision) > before.version
        log_replays_to_the_same_meeting(after)
        self.meeting = after
        return after

    def refuse(self, by: Actor, command: Command, at: float | None = None) -> Refused:
        """Give a command that must be refused."""
        self.second = self.second if at is None else at
        answer = perform(self.meeting, command, by, seconds(self.second))
        assert isinstance(answer, Refused), f"{command} by {by.name} is accepted"
        return answer

    @property
    def speech(self) -> Speech:
        """The current speech. There must be one."""
        assert self.meeting.speech
        return self.meeting.speech

    @property
    def holder(self) -> str | None:
        """The seat that has the floor."""
        return self.meeting.speech.seat if self.meeting.speech else None

    def used(self, at: float) -> float:
        """The used time of the current speech, in seconds."""
        return elapsed_ms(self.speech.clock, seconds(at)) / 1000

    def granted(self) -> float:
        """The speaking time of the current speech, in seconds."""
        return self.speech.clock.limit_ms / 1000

    def waiting(self, speakers: str = "first") -> list[str]:
        """The seats waiting on a list, in order."""
        return [i.seat for i in self.meeting.lists[speakers].waiting]

    def id_of(self, seat: str) -> str:
        """The id of the newest inscription of a seat."""
        own = [i for s in self.meeting.lists.values() for i in (*s.past, *s.late, *s.waiting) if i.seat == seat]
        return max(own, key=lambda i: int(i.id[1:])).id

    def inscription(self, inscription: str) -> Inscription:
        """The inscription with this id."""
        found = find_inscription(self.meeting, inscription)
        assert found
        return found

    def item(self, item: str) -> Item:
        """The item with this id."""
        return next(i for i in self.meeting.items() if i.id == item)

    def sitting(self, sitting: str) -> Sitting:
        """The sitting with this id."""
        return next(s for s in self.meeting.sittings if s.id == sitting)


def created(programme: MeetingCreated = PROGRAMME) -> Story:
    """A meeting in which no sitting is open yet."""
    return Story(record(Meeting(), programme, START, "operator", 1))


def sitting_open(programme: MeetingCreated = PROGRAMME) -> Story:
    """The morning sitting is open. No item is open."""
    story = created(programme)
    story.give(CHAIR, OpenSitting("morning"))
    return story


def floor_open(*delegations: Actor, rules: Rules | None = None) -> Story:
    """The first floor block is open, with these delegations on its list in this order."""
    story = sitting_open(replace(PROGRAMME, rules=rules) if rules else PROGRAMME)
    story.give(CHAIR, OpenItem("f1"))
    story.give(CHAIR, OpenList())
    for delegation in delegations:
        story.give(delegation, RequestFloor())
    return story


def speech_on() -> Story:
    """France has had the floor since second 10, and Kenya waits."""
    story = floor_open(FR, KE)
    story.give(CHAIR, GiveFloorToNext(), at=10)
    return story


def phase_changes(clock: Clock, begin: int, end: int) -> list[tuple[int, str]]:
    """The milliseconds between two times at which the phase of the clock changes, each with the new phase."""
    phases = [(at, phase(clock, at, Rules())) for at in range(begin, end + 1)]
    return [after for before, after in pairwise(phases) if after[1] != before[1]]


def shown(clock: Clock, at: int) -> tuple[int, int, bool]:
    """The limit of a clock, the time used, and whether it runs."""
    return clock.limit_ms, elapsed_ms(clock, at), clock.running_since is not None


def state(meeting: Meeting) -> Meeting:
    """The meeting without its version and time, to compare states."""
    return replace(meeting, version=0, at=0)


def log_replays_to_the_same_meeting(meeting: Meeting) -> None:
    """Assert that the log replays to the same meeting, and that its entries are in order of version and time."""
    newest_first = list(meeting.entries())
    oldest_first = newest_first[::-1]
    assert replay(oldest_first) == meeting
    assert [entry.version for entry in oldest_first] == list(range(1, meeting.version + 1))
    assert [entry.at for entry in oldest_first] == sorted(entry.at for entry in oldest_first)
    assert meeting.at == newest_first[0].at
    assert [s.id for s in meeting.speeches.values() if s.state == "on"] == ([meeting.floor] if meeting.floor else [])
