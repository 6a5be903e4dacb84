"""Ready-made messages: the chair and the desk send each of them with one press."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.bounds import CONTROL_CHARACTERS
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import ReadyMessage

MESSAGE_ADDRESSEES = ("speaker", "hall", "booth")
MOST_MESSAGES, LONGEST_MESSAGE = 6, 60


@dataclass(frozen=True, slots=True)
class SetReadyMessages(Command):
    """Replace the ready-made messages to one addressee.

    `to` is `speaker`, `hall` or `booth`. Each line of `text` is a message. A meeting has at most 6 of them together,
    each of at most 60 characters.
    """

    to: str
    text: str = ""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.to not in MESSAGE_ADDRESSEES:
            return Refused(Reason.INVALID, {"field": "to"})
        lines = (" ".join(line.split()) for line in self.text.splitlines())
        texts = tuple(dict.fromkeys(line for line in lines if line))
        others = sum(message.to != self.to for message in ready_messages(meeting))
        is_short = all(len(text) <= LONGEST_MESSAGE and not CONTROL_CHARACTERS.search(text) for text in texts)
        if not is_short or len(texts) + others > MOST_MESSAGES:
            return Refused(Reason.INVALID, {"field": "text"})
        if texts == texts_to(meeting, self.to):
            return Refused(Reason.ALREADY)
        return (ReadyMessagesSet(self.to, texts),)


@dataclass(frozen=True, slots=True)
class ReadyMessagesSet(Event):
    """The ready-made messages to one addressee were replaced."""

    to: str
    texts: tuple[str, ...] = ()

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        if self.to == MESSAGE_ADDRESSEES[0]:
            return changed(meeting, messages=self.texts)
        others = tuple(message for message in meeting.other_messages if message.to != self.to)
        new = tuple(ReadyMessage(self.to, text) for text in self.texts)
        return changed(meeting, other_messages=(*others, *new))


def ready_messages(meeting: Meeting) -> tuple[ReadyMessage, ...]:
    """All ready-made messages of a meeting: first those to the speaker."""
    return (*(ReadyMessage(MESSAGE_ADDRESSEES[0], text) for text in meeting.messages), *meeting.other_messages)


def texts_to(meeting: Meeting, to: str) -> tuple[str, ...]:
    """The ready-made messages to one addressee."""
    return tuple(message.text for message in ready_messages(meeting) if message.to == to)
