"""A panel with two floor blocks, for the stories about lists and the forecast."""

from __future__ import annotations

from collections.abc import Sequence

from nameplate.meeting import Actor, Command, Meeting, Role, perform, record
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.forecast.forecast import Forecast, forecast
from nameplate.meeting.forecast.what_if import longest_time_for_all
from nameplate.meeting.model.values import Item, Rules, Seat, Sitting, SpeakersList
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.speaking_times import PRESETS
from nameplate.meeting.speeches.speech_end import EndSpeech

START = 1_424_944_800_000
MINUTE = 60_000
HANDOVER = 20
CHAIR = Actor("chair", Role.CHAIR)

MEMBERS = [Seat(f"M{n}", "member_state") for n in range(20)]
OBSERVERS = [Seat(f"O{n}", "observer_state") for n in range(20)]
ORGANIZATIONS = [Seat(f"N{n}", "ngo") for n in range(6)]
PODIUM = [Seat("okafor", "panellist"), Seat("lind", "panellist")]

PANEL = (
    Item("talk", "presentation", minutes=10, speaker="okafor"),
    Item("f1", "floor_block", minutes=42, list="list"),
    Item("r1", "replies", minutes=10, speakers=("okafor", "lind")),
    Item("f2", "floor_block", minutes=30, list="list"),
    Item("end", "closing", minutes=3),
)
SLOT = (Item("f1", "floor_block", minutes=42, list="list"),)


def at(minute: float) -> int:
    """The time in ms of a minute of the story."""
    return START + round(minute * MINUTE)


class Room:
    """A meeting in which commands are given. `minute` is the time of the last one."""

    def __init__(
        self, items: Sequence[Item] = SLOT, minutes: int = 180, rules: Rules | None = None, more: Sequence[Seat] = ()
    ) -> None:
        programme = MeetingCreated(
            code="room",
            title="Panel",
            sittings=(Sitting("am", START, at(minutes), tuple(items)),),
            lists=(SpeakersList("list", ("f1", "f2")), SpeakersList("am-replies", (), purpose="replies")),
            seats=(*MEMBERS, *OBSERVERS, *ORGANIZATIONS, *PODIUM, *more),
            limits=PRESETS["hrc_panel_2012"],
            rules=rules or Rules(),
        )
        self.meeting = record(Meeting(), programme, START, "operator", 1)
        self.minute = 0.0
        self.give(OpenSitting("am"))

    def give(self, command: Command, minute: float | None = None, by: Actor = CHAIR) -> None:
        """Give a command that is accepted."""
        self.minute = self.minute if minute is None else minute
        after = perform(self.meeting, command, by, at(self.minute))
        assert isinstance(after, Meeting), f"{command} is refused: {after}"
        self.meeting = after

    def inscribe(self, *seats: Seat) -> None:
        """Inscribe these seats, in this order."""
        for seat in seats:
            self.give(AddInscription(seat.id))

    def hear(self, seconds: Sequence[float], gap: float) -> None:
        """Hold speeches of these lengths from the list, each followed by a pause of `gap` seconds."""
        for used in seconds:
            self.give(GiveFloorToNext())
            self.give(EndSpeech(), self.minute + used / 60)
            self.minute += gap / 60

    def foreseen(self, minute: float | None = None) -> Forecast:
        """The forecast at that minute."""
        return forecast(self.meeting, at(self.minute if minute is None else minute))

    def fits_more(self, kind: str) -> int:
        """How many more speakers of a category fit."""
        return self.foreseen().more_speakers[kind]

    def longest_time_for_all(self) -> int | None:
        """The speaking time with which all are reached."""
        return longest_time_for_all(self.meeting, at(self.minute))


def floor_open(*seats: Seat, items: Sequence[Item] = SLOT, minutes: int = 180, rules: Rules | None = None) -> Room:
    """The first floor block and its list are open, with these seats waiting."""
    room = Room(items, minutes, rules)
    room.give(OpenItem("f1"))
    room.give(OpenList())
    room.inscribe(*seats)
    return room


def interleaved(*categories: Sequence[Seat]) -> list[Seat]:
    """One seat of each category after the other, in rotation."""
    return [seat for round_ in zip(*categories, strict=True) for seat in round_]


def reserving(order: str = "kept", **categories: int) -> Rules:
    """Rules with blocks of four speakers, in which some categories have inscriptions reserved."""
    return Rules(order=order, reserved_per_block=categories, block_size=4)


def initials(room: Room) -> str:
    """The waiting seats in order, as M for members, O for observers and N for NGOs."""
    return "".join(one.seat[0] for one in room.meeting.lists["list"].waiting)
