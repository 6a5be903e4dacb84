"""The speaker who has the floor: from the programme, or from the list."""

from __future__ import annotations

from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.paths import WEB
from nameplate.screens import floor_holder
from nameplate.wording.language import load_words
from tests.cast import CHAIR
from tests.panel import SITTING, begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")


def test_the_holder_is_foreseen_when_the_programme_names_it() -> None:
    meeting = then(begun(), (CHAIR, OpenSitting(SITTING)), (CHAIR, GiveFloor(item="p-4")))
    holder = floor_holder.current_holder(meeting, WORDS)
    assert holder and holder.foreseen and holder.theme
    guest = floor_holder.current_holder(then(meeting, (CHAIR, GiveFloor(seat="FR"))), WORDS)
    assert guest and not guest.foreseen and not guest.theme


def test_a_panellist_who_replies_is_foreseen() -> None:
    meeting = then(floor_open(), (CHAIR, OpenItem("p-10")), (CHAIR, GiveFloorToNext()))
    holder = floor_holder.current_holder(meeting, WORDS)
    assert holder and holder.foreseen and holder.theme == ""
