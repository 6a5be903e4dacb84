"""Random commands: the regions that a screen has collected from frames always equal a newly rendered picture."""

from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
import pytest

from nameplate.meeting import Actor, Command, Meeting, Role
from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.notices import SendNotice, WithdrawNotice
from nameplate.meeting.programme.items import OpenItem, SetItemMinutes, SkipItem
from nameplate.meeting.programme.sittings import ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.reordering import DeferInscription, MoveInscription
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import EndSpeech, YieldFloor
from nameplate.meeting.undo import Undo
from nameplate.rooms.answers import Done
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.picture import RegionPicture, Subject
from nameplate.rooms.room import Room
from nameplate.screens.rendering import Renderer
from tests.audiences import PAGES
from tests.cast import CHAIR, DESK
from tests.panel import CODE, DELEGATIONS
from tests.rooms.clocks import Clocks

LENGTH = 100
SEATS = (Subject("delegate", seat="FR"), Subject("delegate", seat="KE"))
SUBJECTS = (*(Subject(audience) for audience in PAGES), *SEATS)
DELEGATES = tuple(Actor(f"delegate:{seat.id}", Role.DELEGATE, seat.id) for seat in DELEGATIONS)
GivenCommand = tuple[Actor, Command]


def random_command(meeting: Meeting, chance: Random) -> GivenCommand:
    """A random command, sensible or not, and its actor."""
    places = [i.id for speakers in meeting.lists.values() for i in (*speakers.waiting, *speakers.past[-2:])] or ["i0"]
    items = [item.id for item in meeting.items()]
    speech = next(reversed([*meeting.speeches]), "s0")
    place, other = chance.choices(places, k=2)
    item, by = chance.choice(items), chance.choice(DELEGATES)
    to, text = chance.choice(["speaker", "hall", "booth"]), chance.choice(["Please conclude", "Lunch"])
    choices: list[tuple[int, Callable[[], GivenCommand]]] = [
        (12, lambda: (by, RequestFloor(note=chance.choice(["", "on item 3"])))),
        (3, lambda: (by, WithdrawRequest(place))),
        (2, lambda: (by, DeferInscription(place, 2))),
        (2, lambda: (by, YieldFloor())),
        (12, lambda: (CHAIR, GiveFloorToNext())),
        (4, lambda: (CHAIR, GiveFloor(inscription=place))),
        (3, lambda: (CHAIR, GiveFloor(item=item))),
        (6, lambda: (CHAIR, EndSpeech())),
        (4, lambda: (CHAIR, chance.choice([PauseClock(), ResumeClock(), AdjustClock(30)]))),
        (3, lambda: (CHAIR, CallAbsent(place))),
        (3, lambda: (CHAIR, PutBack(speech))),
        (4, lambda: (CHAIR, OpenItem(item, ending=True))),
        (1, lambda: (CHAIR, SkipItem(item))),
        (1, lambda: (CHAIR, SetItemMinutes(item, chance.randint(1, 90)))),
        (2, lambda: (CHAIR, chance.choice([OpenList(), CloseList()]))),
        (2, lambda: (CHAIR, chance.choice([SuspendSitting("11:30"), ResumeSitting()]))),
        (1, lambda: (CHAIR, SetSpeakingTime("all", chance.choice([90, 120])))),
        (3, lambda: (CHAIR, SendNotice(to, text))),
        (1, lambda: (CHAIR, WithdrawNotice(meeting.notices[-1].id if meeting.notices else "n0"))),
        (1, lambda: (CHAIR, ShowJoinCode(chance.random() < 0.5))),
        (6, lambda: (chance.choice([CHAIR, DESK]), Undo())),
        (4, lambda: (DESK, AddInscription(guest=f"Guest {meeting.version}"))),
        (3, lambda: (DESK, AddInscription(seat=str(by.seat), on_behalf_of="a group"))),
        (2, lambda: (DESK, CorrectInscription(place, form="question"))),
        (4, lambda: (DESK, MoveInscription(place, other))),
        (2, lambda: (DESK, SwapInscriptions(place, other))),
        (2, lambda: (DESK, RemoveInscription(place))),
    ]  # fmt: skip
    return chance.choices([made for _, made in choices], [weight for weight, _ in choices])[0]()


class Looker:
    """Collects the regions of a subject from its frames. It reads only a share of the versions (`diligence`)."""

    def __init__(self, subject: Subject, diligence: float) -> None:
        self.subject, self.diligence = subject, diligence
        self.seen, self.regions = -1, dict[str, str]()

    def look(self, picture: RegionPicture) -> None:
        """Read the frame for the version that was seen last."""
        frame = picture.frame(self.seen)
        if frame is None:
            return
        message: Any = msgspec.json.decode(frame.message)
        assert message["version"] >= self.seen, "a frame may change only own regions, which do not count in the version"
        assert self.regions.keys() <= picture.regions().keys()
        self.seen = message["version"]
        self.regions |= message["regions"]


@pytest.mark.parametrize("seed", range(3))
async def test_regions_gathered_from_frames_equal_a_fresh_picture(
    floor: Room, screens: Renderer, clocks: Clocks, seed: int
) -> None:
    chance, taken = Random(seed), 0
    lookers = [Looker(subject, diligence) for subject in SUBJECTS for diligence in (1.0, 0.2)]
    for _ in range(LENGTH):
        clocks.pass_ms(chance.randint(0, 40_000))
        by, command = random_command(floor.meeting, chance)
        taken += isinstance(await floor.handle(command, by), Done)
        fresh = {s: everything(screens, floor.meeting, s) for s in SUBJECTS}
        for looker in lookers:
            if chance.random() < looker.diligence:
                looker.look(floor.region_picture(looker.subject))
                assert looker.regions == fresh[looker.subject], (looker.subject, command)
    assert taken > LENGTH / 5


def everything(screens: Renderer, meeting: Meeting, subject: Subject) -> dict[str, str]:
    """All regions of a subject, newly rendered."""
    shared = screens.regions(meeting, subject.audience, subject.language, None, None)
    own = screens.regions(meeting, subject.audience, subject.language, subject.seat, None) if subject.seat else {}
    return shared | own


async def test_a_meeting_of_random_commands_is_the_same_after_a_restart(
    floor: Room, restart: Callable[[], Lobby], screens: Renderer, clocks: Clocks
) -> None:
    chance = Random(99)
    for _ in range(LENGTH):
        clocks.pass_ms(chance.randint(0, 40_000))
        by, command = random_command(floor.meeting, chance)
        await floor.handle(command, by)
    again = await restart().room(CODE)
    assert again.meeting == floor.meeting
    for subject in (Subject("hall"), Subject("desk"), *SEATS):
        assert again.region_picture(subject).regions() == everything(screens, floor.meeting, subject)
