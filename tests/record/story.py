"""A morning sitting with every event that the record reports, made with the commands of the domain."""

from __future__ import annotations

from functools import cache

from nameplate.meeting import Actor, Command, Meeting, Role, perform, record
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import GivePointOfOrder, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.values import Item, Rules, Seat, Sitting, SpeakersList
from nameplate.meeting.programme.items import OpenItem, SetItemMinutes, SkipItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.programme_changes import ReplaceSpeaker
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import (
    AddInscription,
    AdmitInscription,
    RemoveInscription,
    SetPriority,
)
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.lots import DrawOrder
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from nameplate.meeting.speeches.clock import AdjustClock
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.undo import Undo
from nameplate.paths import WEB
from nameplate.wording.language import Words, load_words

CHAIR = Actor("chair", Role.CHAIR)
DESK = Actor("desk", Role.DESK)
AT = 1_425_373_200_000  # 3 March 2015, 10:00 in Geneva
HOUR_MS = 3_600_000
STATES = ("FR", "KE", "BR", "IN", "ZA", "SE")
HOSTILE = "<script>alert('x')</script> & \"Friends\""
MORNING = (
    Item("open", "chair_opening", speaker="chair", minutes=3),
    Item("talk-1", "presentation", speaker="okafor", minutes=10, theme="Obstacles and how they were overcome"),
    Item("talk-2", "presentation", speaker="lind", minutes=10, on_behalf_of="Non-Aligned Movement"),
    Item("film", "presentation", "Video message", 5),
    Item("floor-1", "floor_block", minutes=60, list="main"),
    Item("replies", "replies", speakers=("okafor", "lind"), minutes=10),
    Item("end", "closing", speaker="chair", minutes=5),
)
AFTERNOON = (Item("floor-2", "floor_block", minutes=60, list="later"),)
SITTINGS = (
    Sitting("s1", AT, AT + 3 * HOUR_MS, MORNING, theme="International cooperation"),
    Sitting("s2", AT + 5 * HOUR_MS, AT + 8 * HOUR_MS, AFTERNOON),
)
LISTS = (
    SpeakersList("main", ("floor-1",)),
    SpeakersList("later", ("floor-2",)),
    SpeakersList("s1-replies", (), purpose="replies"),
    SpeakersList("s2-replies", (), purpose="replies"),
)
SEATS = (
    *(Seat(code, "member_state") for code in STATES[:4]),
    *(Seat(code, "observer_state") for code in STATES[4:]),
    Seat("EU", "igo", "European Union"),
    Seat("UNICEF", "un_entity", "UNICEF"),
    Seat("ngo-1", "ngo", HOSTILE),
    Seat("ngo-2", "ngo", '=HYPERLINK("http://example.org")'),
)
PEOPLE = (
    Seat("chair", "chair", "H.E. Mr. Joachim Rücker", "President of the Human Rights Council"),
    Seat("okafor", "panellist", "Ms. Amara Okafor", "Independent expert"),
    Seat("lind", "panellist", "Mr. Erik Lind", "Professor of law"),
)


def english() -> Words:
    return load_words(WEB / "locale", "en")


def delegate(seat: str) -> Actor:
    return Actor(f"delegate:{seat}", Role.DELEGATE, seat)


def created() -> MeetingCreated:
    """A meeting of two sittings, each with a list of speakers."""
    return MeetingCreated(
        code="STORY234",
        title="Panel discussion on the enhancement of international cooperation in the field of human rights",
        sittings=SITTINGS,
        lists=LISTS,
        seats=SEATS,
        limits={"member_state": 180, "observer_state": 120, "igo": 120, "un_entity": 120, "ngo": 120, "other": 120},
        body="Human Rights Council, 28th session",
        room="Room XX, Palais des Nations, Geneva",
        timezone="Europe/Zurich",
        rules=Rules(inscriptions_each=2),
        people=PEOPLE,
    )


class Story:
    """A meeting, and the time `now` in ms at which its last command was given."""

    def __init__(self, first: MeetingCreated | None = None) -> None:
        self.now = AT
        self.meeting = record(Meeting(), first or created(), AT - HOUR_MS, "secretariat", 1)

    def give(self, actor: Actor, *commands: Command, after: float = 5) -> Story:
        """Give commands that must be accepted. Each is given `after` seconds later than the one before it."""
        for command in commands:
            self.now += int(after * 1000)
            answer = perform(self.meeting, command, actor, self.now)
            assert isinstance(answer, Meeting), f"{command} is refused: {answer}"
            self.meeting = answer
        return self

    def id_of(self, seat: str) -> str:
        """The id of the newest inscription of a seat."""
        inscriptions = [
            i for s in self.meeting.lists.values() for i in (*s.past, *s.waiting, *s.late) if i.seat == seat
        ]
        return max(inscriptions, key=lambda i: int(i.id[1:])).id

    def floor(self) -> str:
        """The id of the speech that has the floor."""
        assert self.meeting.floor
        return self.meeting.floor


@cache
def full_meeting() -> Meeting:
    """The meeting after its morning sitting."""
    story = Story()
    _podium(story)
    _inscriptions(story)
    _floor(story)
    _end(story)
    return story.meeting


def _podium(story: Story) -> None:
    story.give(CHAIR, OpenSitting("s1"), after=95)
    story.give(CHAIR, GiveFloor(item="open"), after=10).give(CHAIR, EndSpeech(), after=150)
    story.give(CHAIR, GiveFloor(item="talk-1"), after=15).give(CHAIR, EndSpeech(), after=642)
    story.give(DESK, ReplaceSpeaker("talk-2", "Ms. Sanna Berg", "Dean of law"), SetItemMinutes("talk-2", 8))
    story.give(CHAIR, GiveFloor(item="talk-2")).give(CHAIR, EndSpeech(), after=431)
    story.give(CHAIR, SkipItem("film"), OpenItem("floor-1"))


def _inscriptions(story: Story) -> None:
    story.give(CHAIR, OpenList())
    for seat in STATES:
        story.give(delegate(seat), RequestFloor(), after=0.2)
    story.give(delegate("UNICEF"), RequestFloor("question", "On children", "okafor"), after=0.3)
    story.give(DESK, AddInscription("EU", on_behalf_of="African, Caribbean and Pacific States"), after=20)
    story.give(DESK, SetPriority(story.id_of("EU")), AddInscription("ngo-1"), AddInscription("ngo-2", source="paper"))
    story.give(DESK, AddInscription(guest="Ms. Lena Weiß, Geneva Academy", source="verbal"))
    story.give(DESK, AddInscription(guest="Text of a guest", form="not_delivered", source="paper"))
    story.give(CHAIR, DrawOrder("lot", "geneva-7"))
    story.give(CHAIR, MoveInscription(story.id_of("ngo-2"))).give(CHAIR, CloseList(), after=60)
    story.give(delegate("SE"), WithdrawRequest(story.id_of("SE")))
    story.give(delegate("SE"), RequestFloor(late=True)).give(DESK, AdmitInscription(story.id_of("SE")))
    story.give(DESK, SwapInscriptions(story.id_of("SE"), story.id_of("ZA")))


def _floor(story: Story) -> None:
    story.give(CHAIR, GiveFloor(story.id_of("EU"))).give(CHAIR, GiveFloor(story.id_of("FR")), after=118)
    story.give(delegate("KE"), RaisePointOfOrder("The speaker departs from the item"), after=70)
    story.give(CHAIR, GivePointOfOrder(story.meeting.points[0].id))
    story.give(
        CHAIR, RulePointOfOrder(story.meeting.points[0].id, "The speaker is asked to keep to the item"), after=35
    )
    story.give(CHAIR, AdjustClock(30)).give(CHAIR, EndSpeech(), after=150)
    story.give(CHAIR, GiveFloor(story.id_of("IN"))).give(CHAIR, CallAbsent(story.id_of("IN")), after=15)
    story.give(CHAIR, GiveFloor(story.id_of("BR"))).give(CHAIR, PutBack(story.floor()), after=12)
    story.give(CHAIR, GiveFloor(story.id_of("KE"))).give(CHAIR, EndSpeech(), after=201)
    story.give(CHAIR, SetSpeakingTime("all", 90))
    story.give(CHAIR, GiveFloor(story.id_of("BR"))).give(CHAIR, EndSpeech(), after=85)
    story.give(CHAIR, GiveFloor(story.id_of("UNICEF"))).give(CHAIR, EndSpeech(), after=80)
    story.give(CHAIR, Undo()).give(CHAIR, EndSpeech(), after=12)
    story.give(DESK, CorrectInscription(story.id_of("ngo-1"), on_behalf_of="A coalition of NGOs"))
    story.give(CHAIR, SuspendSitting("11:30")).give(CHAIR, ResumeSitting(), after=900)
    story.give(CHAIR, GiveFloor(story.id_of("ngo-1"))).give(CHAIR, EndSpeech(), after=104)
    weiss = next(s.id for s in story.meeting.seats.values() if s.name.startswith("Ms. Lena"))
    story.give(CHAIR, GiveFloor(story.id_of(weiss))).give(CHAIR, EndSpeech(), after=61)
    story.give(CHAIR, CallAbsent(story.id_of("ZA"))).give(CHAIR, Undo()).give(CHAIR, Undo(story.meeting.version))
    story.give(DESK, RemoveInscription(story.id_of("ngo-2"))).give(DESK, Undo())


def _end(story: Story) -> None:
    story.give(delegate("BR"), RequestRightOfReply()).give(delegate("IN"), RequestRightOfReply())
    story.give(delegate("FR"), RequestFloor("statement", late=True))
    story.give(CHAIR, OpenItem("replies"))
    story.give(CHAIR, GiveFloorToNext()).give(CHAIR, GiveFloorToNext(), after=305).give(CHAIR, EndSpeech(), after=288)
    story.give(CHAIR, GiveFloor(story.id_of("BR"))).give(CHAIR, EndSpeech(), after=160)
    story.give(CHAIR, GiveFloor(item="end")).give(CHAIR, AdjournSitting(ending=True), after=240)
