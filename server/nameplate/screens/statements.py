"""The attached texts of speeches: for the page that attaches them, the list of all, and the rows of other screens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from nameplate.access.passes import MODERATORS
from nameplate.meeting import Actor, Meeting, Refused, Role
from nameplate.meeting.model.values import Inscription, Item, Statement, foreseen_speakers
from nameplate.meeting.speakers_list.advance_inscriptions import is_unconfirmed
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.statements import (
    attachable,
    in_order_of_speaking,
    is_spoken,
    may_read,
    statement_of,
    target_key,
    targets_of,
)
from nameplate.wording.language import Words, item_title
from nameplate.wording.record_labels import OUTCOMES, label_or_key

MOST_WITHOUT = 300
"""The list shows at most this many speakers without a text."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Attached:
    """An attached text. `name` is the name of its file, `size` is in words."""

    id: str
    name: str
    size: str
    at: int
    is_spoken: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A speech to which a text can be attached. `what` says which speech it is. `query` leads to its own page."""

    key: str
    speaker: str
    what: str
    inscription: str | None
    item: str | None
    seat: str
    attached: Attached | None

    @property
    def query(self) -> str:
        """The parameters that name the target."""
        own = {"inscription": self.inscription} if self.inscription else {"item": self.item, "seat": self.seat}
        return urlencode(own)


def targets(
    meeting: Meeting, words: Words, actor: Actor, inscription: str = "", item: str = "", seat: str = ""
) -> tuple[Target, ...]:
    """The speeches to which an actor can attach a text. For the chair and the desk, the one that is named."""
    if actor.role in MODERATORS:
        found = attachable(meeting, actor, inscription or None, item or None, seat or None)
        return () if isinstance(found, Refused) else (_target(meeting, words, *found),)
    if actor.seat is None or actor.seat not in meeting.seats or meeting.rules.statements == "off":
        return ()
    return tuple(_own(meeting, words, each, actor.seat) for each in targets_of(meeting, actor.seat))


def listed(meeting: Meeting, words: Words, role: Role, seat: str | None) -> tuple[Target, ...]:
    """The texts that a pass may read, in the order of speaking. For the chair and the desk also those to come."""
    found = [
        _target(meeting, words, each.inscription, each.item, each.seat)
        for each in in_order_of_speaking(meeting)
        if may_read(meeting, each, role, seat)
    ]
    if role in MODERATORS and meeting.rules.statements != "off":
        known = {each.key for each in found}
        coming = [each for each in _coming(meeting) if target_key(*each) not in known]
        found += [_target(meeting, words, *each) for each in coming[:MOST_WITHOUT]]
    return tuple(found)


def statement_id(meeting: Meeting, inscription: str | None, item: str | None, seat: str) -> str:
    """The id of the text of a speech. "" if none is attached."""
    found = statement_of(meeting, inscription, item, seat)
    return found.id if found else ""


def file_name(meeting: Meeting, words: Words, statement: Statement) -> str:
    """The name under which a text is saved: with the speaker, and without characters that paths have."""
    seat = meeting.seats.get(statement.seat)
    speaker = words.seat_name(seat) if seat else statement.seat
    name = f"{speaker} - {statement.name or f'statement.{statement.media}'}"
    return _NOT_IN_NAMES.sub("_", name)


def size_in_words(words: Words, size: int) -> str:
    """A size in KB or MB."""
    if size < 1_000_000:
        return words.text("%(number)s KB", number=max(1, round(size / 1000)))
    return words.text("%(number)s MB", number=f"{size / 1_000_000:.1f}")


def _coming(meeting: Meeting) -> list[tuple[str | None, str | None, str]]:
    """The speeches to come: those of the programme, and those of the lists."""
    items = [item for item in meeting.items() if item.state in ("planned", "open") and item.kind != "floor_block"]
    planned = [(None, item.id, seat) for item in items for seat in foreseen_speakers(item)]
    return [*planned, *((i.id, None, i.seat) for each in meeting.lists.values() for i in (*each.waiting, *each.late))]


def _own(meeting: Meeting, words: Words, target: Inscription | Item, seat: str) -> Target:
    is_item = isinstance(target, Item)
    return _target(meeting, words, None if is_item else target.id, target.id if is_item else None, seat)


def _target(meeting: Meeting, words: Words, inscription: str | None, item: str | None, seat: str) -> Target:
    statement, found = statement_of(meeting, inscription, item, seat), meeting.seats.get(seat)
    return Target(
        key=target_key(inscription, item, seat),
        speaker=words.seat_name(found) if found else seat,
        what=_what(meeting, words, inscription, item),
        inscription=inscription,
        item=item,
        seat=seat,
        attached=_attached(meeting, words, statement) if statement else None,
    )


def _attached(meeting: Meeting, words: Words, statement: Statement) -> Attached:
    return Attached(
        statement.id,
        statement.name or f"statement.{statement.media}",
        size_in_words(words, statement.size),
        statement.at,
        is_spoken(meeting, statement),
    )


def _what(meeting: Meeting, words: Words, inscription: str | None, item: str | None) -> str:
    """Which speech it is, for example: question, place 3 on the list of speakers."""
    if inscription is None:
        return item_title(words, meeting, item or "")
    found = find_inscription(meeting, inscription)
    if found is None:
        return ""
    form = words.text("Right of reply") if found.turn else words.form(found.form) or words.text("Statement")
    return f"{form}: {_state(meeting, words, found)}"


def _state(meeting: Meeting, words: Words, inscription: Inscription) -> str:
    match inscription.state:
        case "waiting":
            speakers = meeting.lists[inscription.list]
            place = [each.id for each in speakers.waiting].index(inscription.id) + 1
            return words.text("place %(place)s on the list", place=place)
        case "speaking":
            return words.text("has the floor")
        case "heard":
            return words.text("spoken")
        case state:
            return label_or_key(words, OUTCOMES, "not_confirmed" if is_unconfirmed(inscription) else state)
