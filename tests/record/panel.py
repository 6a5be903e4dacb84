"""A panel with an opening speaker, a keynote speaker and panellists from several countries."""

from __future__ import annotations

from dataclasses import replace

from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.model.values import Item, Seat, SpeakersList
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.speech_end import EndSpeech
from tests.record.story import CHAIR, Story, created

PEOPLE = (
    Seat("chair", "chair", "H.E. Mr. Joachim Rücker", "President of the Human Rights Council"),
    Seat("pansieri", "panellist", "Ms. Flavia Pansieri", "Deputy High Commissioner"),
    Seat("ardekani", "panellist", "H.E. Mr. Abbas Bagherpour Ardekani", "Ambassador"),
    Seat("khor", "panellist", "Mr. Martin Khor", "Executive Director of the South Centre", "Malaysia"),
)
ITEMS = (
    Item("open", "chair_opening", speaker="chair", minutes=3),
    Item("remarks", "opening_remarks", speaker="pansieri", minutes=5),
    Item("keynote", "keynote", speaker="ardekani", minutes=7, on_behalf_of="Non-Aligned Movement"),
    Item("talk", "presentation", speaker="khor", minutes=10),
    Item("floor", "floor_block", minutes=60, list="main"),
    Item("answers", "replies", speakers=("khor",), minutes=10),
)
LISTS = (SpeakersList("main", ("floor",)), SpeakersList("s1-replies", (), purpose="replies"))


def panel(items: tuple[Item, ...] = ITEMS) -> Story:
    """The panel before its first sitting opens."""
    first = created()
    sitting = replace(first.sittings[0], items=items)
    return Story(replace(first, people=PEOPLE, sittings=(sitting,), lists=LISTS))


def held(items: tuple[Item, ...] = ITEMS) -> Story:
    """The panel after the speakers of its items, then France, then the panellist again have spoken."""
    story = panel(items).give(CHAIR, OpenSitting("s1"))
    for item in items:
        if item.speaker:
            story.give(CHAIR, GiveFloor(item=item.id)).give(CHAIR, EndSpeech(), after=120)
    story.give(CHAIR, OpenItem("floor"), OpenList(), GiveFloor(seat="FR"), EndSpeech())
    return story.give(CHAIR, OpenItem("answers"), GiveFloor(seat="khor"), EndSpeech())
