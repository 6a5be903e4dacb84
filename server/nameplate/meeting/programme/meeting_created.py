"""The first event of every log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.values import ReadyMessage, Rules, Seat, Sitting, SpeakersList


@dataclass(frozen=True, slots=True)
class MeetingCreated(Event):
    """The meeting was created from a programme file.

    `people` are the seats of persons, with their names. `messages` are ready-made messages to the speaker,
    `other_messages` those to others. `colour` is the meeting's own, like #7a1f5c. `logo` is a PNG picture in Base64.
    """

    code: str
    title: str
    sittings: tuple[Sitting, ...]
    lists: tuple[SpeakersList, ...]
    seats: tuple[Seat, ...]
    limits: Mapping[str, int]
    body: str = ""
    room: str = ""
    timezone: str = "UTC"
    rules: Rules = field(default_factory=Rules)
    people: tuple[Seat, ...] = private(())
    messages: tuple[str, ...] = ()
    colour: str = ""
    logo: str = ""
    other_messages: tuple[ReadyMessage, ...] = ()

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(meeting.code == "", "it is the first event")
        return self.content_of(meeting)

    def content_of(self, meeting: Meeting) -> Meeting:
        """The meeting with all that the programme file says."""
        seats = {seat.id: seat for seat in (*self.seats, *self.people)}
        return changed(
            meeting,
            code=self.code,
            title=self.title,
            body=self.body,
            room=self.room,
            timezone=self.timezone,
            sittings=self.sittings,
            lists={speakers.id: speakers for speakers in self.lists},
            seats=seats,
            limits=dict(self.limits),
            rules=self.rules,
            messages=self.messages,
            colour=self.colour,
            logo=self.logo,
            other_messages=self.other_messages,
        )
