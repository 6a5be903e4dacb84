"""Ready-made messages as lines: `hall: Please be seated`. A line without an addressee is to the speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nameplate.meeting.model.values import ReadyMessage
from nameplate.meeting.ready_messages import MESSAGE_ADDRESSEES

ADDRESSED = re.compile(rf"({'|'.join(MESSAGE_ADDRESSEES)}):\s*(.+)")


def addressed(line: str) -> tuple[str, str]:
    """To whom the ready-made message of a line is, and its text."""
    found = ADDRESSED.fullmatch(line)
    return (found[1], found[2]) if found else (MESSAGE_ADDRESSEES[0], line)


def line_of(to: str, text: str) -> str:
    """The line of a message."""
    return text if to == MESSAGE_ADDRESSEES[0] and not ADDRESSED.fullmatch(text) else f"{to}: {text}"


def lines_of(messages: Iterable[ReadyMessage]) -> str:
    """All messages, one on each line."""
    return "\n".join(line_of(message.to, message.text) for message in messages)
