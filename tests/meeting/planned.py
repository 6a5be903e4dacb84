"""A meeting from a programme as somebody writes it: for the stories of how councils, assemblies and others do it.

It begins when those of `stories.py` do, so that a second of the story is one of the sitting.
"""

from __future__ import annotations

from pathlib import Path

from nameplate.meeting import Actor, Meeting, Role, record
from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.paths import EXAMPLES
from nameplate.planning.programme_file import read_programme
from tests.cast import CHAIR
from tests.meeting.panel import MEMBERS, OBSERVERS, ORGANIZATIONS
from tests.meeting.stories import START, Story

HALF_DAY = """\
title: A half-day of the Council
date: 2013-02-15
timezone: Europe/Zurich
{modalities}
sittings:
  - id: am
    start: 10:00
    end: 13:00
    items:
{items}
"""
TALK_AND_FLOOR = (
    "{id: talk, kind: presentation, speaker: Ms. Okafor, minutes: 10}",
    "{id: floor, kind: floor_block, minutes: 45}",
    "{id: replies, kind: replies, speakers: [talk], minutes: 15}",
)
SEATS = (
    Seat("FR", "member_state", sort="France"),
    Seat("BR", "member_state", sort="Brazil"),
    Seat("KE", "observer_state", sort="Kenya"),
    Seat("NO", "observer_state", sort="Norway"),
    Seat("YE", "concerned_country", sort="Yemen"),
    Seat("NAM", "group", "Non-Aligned Movement"),
    Seat("AU", "igo", "African Union"),
    Seat("UNICEF", "un_entity", "UNICEF"),
    Seat("DIHR", "nhri", "Danish Institute for Human Rights"),
    Seat("FIAN", "ngo", "FIAN"),
    Seat("ICJ", "ngo", "International Commission of Jurists"),
    Seat("SR", "mandate_holder", "Special Rapporteur"),
    *MEMBERS,
    *OBSERVERS,
    *ORGANIZATIONS,
)


def by(seat: str) -> Actor:
    """The delegation of a seat, at its phone."""
    return Actor(f"delegate:{seat}", Role.DELEGATE, seat)


def before(folder: Path, modalities: str = "", items: tuple[str, ...] = TALK_AND_FLOOR) -> Story:
    """The half-day of a programme with these modalities, before it begins."""
    file = folder / "programme.yaml"
    steps = "\n".join(f"      - {item}" for item in items)
    file.write_text(HALF_DAY.format(modalities=modalities.strip("\n"), items=steps), encoding="utf-8")
    return _created(file)


def planned(folder: Path, modalities: str = "", items: tuple[str, ...] = TALK_AND_FLOOR) -> Story:
    """The half-day is open, none of its items is."""
    story = before(folder, modalities, items)
    story.give(CHAIR, OpenSitting("am"))
    return story


def example(name: str, sitting: str) -> Story:
    """A sitting of an example programme, just open."""
    story = _created(EXAMPLES / f"{name}.yaml")
    story.give(CHAIR, OpenSitting(sitting))
    return story


def floor_open(folder: Path, modalities: str = "", items: tuple[str, ...] = TALK_AND_FLOOR) -> Story:
    """The half-day has come to its floor block, and the list is open."""
    story = planned(folder, modalities, items)
    story.give(CHAIR, OpenItem("floor"))
    story.give(CHAIR, OpenList())
    return story


def granted(story: Story, *seats: str) -> list[float]:
    """What these are granted, in seconds, when they are called."""
    times = []
    for seat in seats:
        story.give(CHAIR, GiveFloor(seat=seat))
        times.append(story.granted())
    return times


def names(story: Story) -> list[str]:
    """Who waits on the list of the half-day, in order of call."""
    return story.waiting("am-list")


def _created(file: Path) -> Story:
    created = read_programme(file, "CODE2345", SEATS).created
    return Story(record(Meeting(), created, START, "secretariat", 1))
