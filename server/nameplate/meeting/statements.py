"""The texts of speeches that delegations, panellists and the desk attach: to an inscription, or to an item.

The meeting knows size, type and digest of a file. The file itself is stored beside the log, so that it can be erased.
Whether a text was spoken follows from the inscription or the speech. So an Undo, or a call that is taken back, brings
the embargo back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from nameplate.meeting.log_replay import is_moderation, undone
from nameplate.meeting.model.bounds import CONTROL_CHARACTERS
from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command, Role
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription, Item, Statement, foreseen_speakers
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription

MOST_STATEMENT_BYTES = 5_000_000
MOST_NAME_LENGTH = 120
STATEMENT_MEDIA = ("pdf", "docx")
STATEMENT_RULES = ("kept", "published", "off")
"""`kept`: for the booth, the desk and the record. `published`: for everybody after the speech. `off`: no texts."""
MAY_HAVE_STATEMENT = ("waiting", "late", "speaking", "heard", "absent", "not_reached", "submitted")
"""The states of an inscription to which a text can be attached."""
READS_AT_ONCE = frozenset({Role.CHAIR, Role.DESK, Role.BOOTH})
"""The roles that read a text before it was spoken."""

_ID, _DIGEST = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class AttachStatement(Command):
    """Attach the text of a speech to an inscription, or to an item for one of its speakers. It replaces the one before.

    `statement` is the id of the stored file. Only the page that receives files gives this command.
    """

    statement: str
    media: str
    size: int
    digest: str
    name: str = ""
    inscription: str | None = None
    item: str | None = None
    seat: str | None = None

    with_file: ClassVar[bool] = True

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        target = attachable(meeting, by, self.inscription, self.item, self.seat)
        if isinstance(target, Refused):
            return target
        if invalid := self._invalid_field():
            return Refused(Reason.INVALID, {"field": invalid})
        if find_statement(meeting, self.statement):
            return Refused(Reason.ALREADY)
        inscription, item, seat = target
        before = meeting.statements.get(target_key(inscription, item, seat))
        return (
            StatementAttached(
                self.statement,
                seat,
                self.media,
                self.size,
                self.digest,
                self.name,
                inscription,
                item,
                before.id if before else None,
            ),
        )

    def _invalid_field(self) -> str:
        valid = {
            "statement": bool(_ID.fullmatch(self.statement)),
            "media": self.media in STATEMENT_MEDIA,
            "size": 0 < self.size <= MOST_STATEMENT_BYTES,
            "digest": bool(_DIGEST.fullmatch(self.digest)),
            "name": len(self.name) <= MOST_NAME_LENGTH and not CONTROL_CHARACTERS.search(self.name),
        }
        return next((field for field, is_valid in valid.items() if not is_valid), "")


@dataclass(frozen=True, slots=True)
class StatementAttached(Event):
    """A text was attached. `digest` is the SHA-256 of the file. `replaced` is the id of the text before it."""

    statement: str
    seat: str
    media: str
    size: int
    digest: str
    name: str = private("")
    inscription: str | None = None
    item: str | None = None
    replaced: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(self.seat in meeting.seats, "the seat is known")
        if self.inscription:
            found = find_inscription(meeting, self.inscription)
            require(found is not None and found.seat == self.seat, "the inscription of the seat is known")
        else:
            require(_find_item(meeting, self.item) is not None, "the item is known")
        new = Statement(
            self.statement, self.seat, self.media, self.size, self.digest, at, self.name, self.inscription, self.item
        )
        key = target_key(self.inscription, self.item, self.seat)
        return changed(meeting, statements={**meeting.statements, key: new})


@dataclass(frozen=True, slots=True)
class WithdrawStatement(Command):
    """Withdraw the text of a speech. Only the page that deletes the file gives this command."""

    statement: str

    with_file: ClassVar[bool] = True

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        found = find_statement(meeting, self.statement)
        if found is None:
            return Refused(Reason.UNKNOWN_STATEMENT)
        return (StatementWithdrawn(found.id, found.seat),) if by.owns(found.seat) else Refused(Reason.NOT_YOURS)


@dataclass(frozen=True, slots=True)
class StatementWithdrawn(Event):
    """The text was withdrawn."""

    statement: str
    seat: str

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(find_statement(meeting, self.statement) is not None, "the text is attached")
        left = {key: each for key, each in meeting.statements.items() if each.id != self.statement}
        return changed(meeting, statements=left)


def attachable(
    meeting: Meeting, by: Actor, inscription: str | None, item: str | None, seat: str | None = None
) -> tuple[str | None, str | None, str] | Refused:
    """The target to which an actor may attach a text: inscription or item, and the seat. Or the refusal."""
    if meeting.rules.statements == "off":
        return Refused(Reason.NO_STATEMENTS)
    if inscription:
        found = find_inscription(meeting, inscription)
        if found is None:
            return Refused(Reason.UNKNOWN_INSCRIPTION)
        if not by.owns(found.seat):
            return Refused(Reason.NOT_YOURS)
        return (found.id, None, found.seat) if found.state in MAY_HAVE_STATEMENT else Refused(Reason.NOT_WAITING)
    planned = _find_item(meeting, item)
    if planned is None:
        return Refused(Reason.UNKNOWN_ITEM) if item else Refused(Reason.INVALID, {"field": "inscription"})
    speaker = seat or by.seat or planned.speaker
    if speaker is None or speaker not in foreseen_speakers(planned):
        return Refused(Reason.NO_SPEAKER)
    return (None, planned.id, speaker) if by.owns(speaker) else Refused(Reason.NOT_YOURS)


def target_key(inscription: str | None, item: str | None, seat: str) -> str:
    """The key of a text in `Meeting.statements`: the inscription, or the item and the seat."""
    return inscription or f"{item}/{seat}"


def find_statement(meeting: Meeting, statement: str) -> Statement | None:
    """The attached text with this id."""
    return next((each for each in meeting.statements.values() if each.id == statement), None)


def statement_of(meeting: Meeting, inscription: str | None, item: str | None, seat: str) -> Statement | None:
    """The text of an inscription. Without an inscription, the text of a seat in an item."""
    return meeting.statements.get(target_key(inscription, item, seat))


def is_spoken(meeting: Meeting, statement: Statement) -> bool:
    """Whether the speech of a text has ended, and the call was not taken back. Nothing is spoken in a rehearsal."""
    if meeting.rehearsal:
        return False
    if statement.inscription:
        found = find_inscription(meeting, statement.inscription)
        return found is not None and found.state == "heard"
    return any(
        speech.item == statement.item and speech.seat == statement.seat and speech.state == "ended"
        for speech in meeting.speeches.values()
    )


def may_read(meeting: Meeting, statement: Statement, role: Role, seat: str | None) -> bool:
    """Whether a pass of this role and seat may read a text now."""
    if role in READS_AT_ONCE or seat == statement.seat:
        return True
    return meeting.rules.statements == "published" and is_spoken(meeting, statement)


def in_order_of_speaking(meeting: Meeting) -> list[Statement]:
    """All texts: first those that were spoken, in the order of the speeches; then the others, as they were attached."""
    left = dict(meeting.statements)
    speeches = (speech for speech in meeting.speeches.values() if speech.state not in ("absent", "put_back"))
    keys = (target_key(speech.inscription, speech.item, speech.seat) for speech in speeches)
    spoken = [left.pop(key) for key in keys if key in left]
    return spoken + sorted(left.values(), key=lambda each: each.at)


def targets_of(meeting: Meeting, seat: str) -> list[Inscription | Item]:
    """The inscriptions and the items of a seat to which a text can be attached."""
    own = [each for each in meeting.inscriptions.for_seat(seat) if each.state in MAY_HAVE_STATEMENT]
    return [*own, *(item for item in meeting.items() if seat in foreseen_speakers(item) and item.state != "skipped")]


def kept_files(meeting: Meeting) -> frozenset[str]:
    """The ids of the files that are attached, or that may be attached again.

    An Undo or a Redo of the chair or the desk can do this, and the end of a rehearsal. What a delegation has replaced
    or withdrawn itself, outside of a rehearsal, never comes back.
    """
    may_return, gone_for_good = set[str | None](), set[str | None]()
    for entry in meeting.entries():
        is_rehearsed = 0 < meeting.rehearsal < entry.version or entry.command in undone(meeting)
        left = may_return if is_rehearsed or is_moderation(entry) else gone_for_good
        match entry.event:
            case StatementAttached() as event:
                left.add(event.replaced)
                if is_moderation(entry):
                    may_return.add(event.statement)
            case StatementWithdrawn() as event:
                left.add(event.statement)
            case _:
                pass
    attached = {statement.id for statement in meeting.statements.values()}
    return frozenset(attached | {each for each in may_return - gone_for_good if each})


def without_unknown(meeting: Meeting, statements: Mapping[str, Statement]) -> dict[str, Statement]:
    """The texts whose seat, and inscription or item, are still in the meeting, after its programme was replaced."""
    items = {item.id: item for item in meeting.items()}
    return {
        key: each
        for key, each in statements.items()
        if each.seat in meeting.seats
        and (find_inscription(meeting, each.inscription) if each.inscription else each.item in items)
    }


def _find_item(meeting: Meeting, item: str | None) -> Item | None:
    return next((each for each in meeting.items() if each.id == item), None)
