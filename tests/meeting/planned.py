"""Meetings from programme files, for the stories about the practice of councils, assemblies and other bodies.

They begin at the same time as those of `stories.py`, so that seconds count from the start of the sitting.
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
    """The half-day of a programme with these settings, before it begins."""
    file = folder / "programme.yaml"
    steps = "\n".join(f"      - {item}" for item in items)
    file.write_text(HALF_DAY.format(modalities=modalities.strip("\n"), items=steps), encoding="utf-8")
    return _created(file)


def planned(folder: Path, modalities: str = "", items: tuple[str, ...] = TALK_AND_FLOOR) -> Story:
    """The same half-day after the sitting opens. No item is open."""
    story = before(folder, modalities, items)
    story.give(CHAIR, OpenSitting("am"))
    return story


def example(name: str, sitting: str) -> Story:
    """An example programme with this sitting open."""
    story = _created(EXAMPLES / f"{name}.yaml")
    story.give(CHAIR, OpenSitting(sitting))
    return story


def floor_open(folder: Path, modalities: str = "", items: tuple[str, ...] = TALK_AND_FLOOR) -> Story:
    """The same half-day with its floor block and its list open."""
    story = planned(folder, modalities, items)
    story.give(CHAIR, OpenItem("floor"))
    story.give(CHAIR, OpenList())
    return story


def granted(story: Story, *seats: str) -> list[float]:
    """The speaking times in seconds that these seats are granted when they are called."""
    times = []
    for seat in seats:
        story.give(CHAIR, GiveFloor(seat=seat))
        times.append(story.granted())
    return times


def names(story: Story) -> list[str]:
    """The seats waiting on the list of the half-day, in order."""
    return story.waiting("am-list")


def _created(file: Path) -> Story:
    created = read_programme(file, "CODE2345", SEATS).created
    return Story(record(Meeting(), created, START, "secretariat", 1))
