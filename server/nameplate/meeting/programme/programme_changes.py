"""Changes of the programme while the meeting runs: add and move items, replace a speaker. No clock changes."""

from __future__ import annotations

from dataclasses import dataclass

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.seats import is_replaced, unused_id
from nameplate.meeting.model.values import Item, Seat, SpeakersList
from nameplate.meeting.speakers_list.list_update_helpers import with_changed_list, with_questions_redirected

from .items import (
    FLOOR_ITEM_KINDS,
    ITEM_KINDS,
    MAX_ITEM_MINUTES,
    changeable_item,
    current_or_next_sitting,
    sitting_of_item,
    unheard_speakers,
    with_item,
)

MAX_TEXT_LENGTH = 400


@dataclass(frozen=True, slots=True)
class AddItem(Command):
    """Insert an item before another one, or at the end of a sitting: a video message, one more speaker, a break."""

    kind: str
    title: str = ""
    minutes: int | None = None
    speaker: str = ""
    speaker_title: str = ""
    on_behalf_of: str = ""
    before: str | None = None
    sitting: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if self.kind not in ITEM_KINDS:
            return Refused(Reason.INVALID, {"field": "kind"})
        if self.minutes is not None and not 1 <= self.minutes <= MAX_ITEM_MINUTES:
            return Refused(Reason.INVALID, {"field": "minutes"})
        if not (self.title.strip() or self.speaker.strip()):
            return Refused(Reason.INVALID, {"field": "title"})
        for name in ("title", "speaker", "speaker_title", "on_behalf_of"):
            if len(getattr(self, name)) > MAX_TEXT_LENGTH:
                return Refused(Reason.INVALID, {"field": name})
        sitting = self._sitting(meeting)
        if isinstance(sitting, Refused):
            return sitting
        return (
            ItemAdded(
                sitting=sitting,
                kind=self.kind,
                title=self.title.strip(),
                minutes=self.minutes,
                before=self.before or None,
                has_speaker=bool(self.speaker.strip()),
                on_behalf_of=self.on_behalf_of.strip(),
                speaker=self.speaker.strip(),
                speaker_title=self.speaker_title.strip(),
            ),
        )

    def _sitting(self, meeting: Meeting) -> str | Refused:
        if self.before:
            neighbour = changeable_item(meeting, self.before)
            if isinstance(neighbour, Refused):
                return neighbour
            if neighbour.state != "planned":
                return Refused(Reason.ITEM_OVER)
            return sitting_of_item(meeting, neighbour).id
        named = next((s for s in meeting.sittings if s.id == self.sitting), None)
        if self.sitting and named is None:
            return Refused(Reason.UNKNOWN_SITTING)
        sitting = named or current_or_next_sitting(meeting)
        if sitting is None or sitting.state == "adjourned":
            return Refused(Reason.SITTING_OVER)
        return sitting.id


@dataclass(frozen=True, slots=True)
class ItemAdded(Event):
    """The programme has one more item. Its id and the id of a new speaker's seat contain the version of this event."""

    sitting: str
    kind: str
    title: str
    minutes: int | None
    before: str | None
    has_speaker: bool
    on_behalf_of: str = ""
    speaker: str = private("")
    speaker_title: str = private("")

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        # A programme file has one id for each item and each sitting.
        taken = {item.id for item in meeting.items()} | {sitting.id for sitting in meeting.sittings}
        name = unused_id(f"item-{meeting.version}", taken)
        seat = unused_id(f"speaker-{meeting.version}", meeting.seats)
        if self.has_speaker:
            person = Seat(seat, "panellist", self.speaker, self.speaker_title)
            meeting = changed(meeting, seats={**meeting.seats, seat: person})
        sitting = next(s for s in meeting.sittings if s.id == self.sitting)
        require(sitting.state != "adjourned", "the sitting is not over")
        speakers = next((i.list for i in sitting.items if i.list), None) or f"{sitting.id}-list"
        item = Item(
            id=name,
            kind=self.kind,
            title="" if self.has_speaker else self.title,
            minutes=self.minutes,
            speaker=seat if self.has_speaker else None,
            theme=self.title if self.has_speaker else "",
            on_behalf_of=self.on_behalf_of,
            list=speakers if self.kind in FLOOR_ITEM_KINDS else None,
        )
        if item.list:
            known = meeting.lists.get(item.list, SpeakersList(item.list, ()))
            meeting = changed(meeting, lists={**meeting.lists, item.list: known})
            meeting = with_changed_list(meeting, item.list, items=(*known.items, name))
        return _with_items(meeting, self.sitting, _inserted(sitting.items, item, self.before))


@dataclass(frozen=True, slots=True)
class MoveItem(Command):
    """Move a planned item before another planned item, or to the end of its sitting."""

    item: str
    before: str | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        item = changeable_item(meeting, self.item)
        if isinstance(item, Refused):
            return item
        if item.state != "planned":
            return Refused(Reason.ITEM_OVER)
        sitting = sitting_of_item(meeting, item)
        if self.before:
            neighbour = changeable_item(meeting, self.before)
            if isinstance(neighbour, Refused):
                return neighbour
            if neighbour.state != "planned":
                return Refused(Reason.ITEM_OVER)
            if sitting_of_item(meeting, neighbour).id != sitting.id or neighbour.id == item.id:
                return Refused(Reason.INVALID, {"field": "before"})
        rest = tuple(i for i in sitting.items if i.id != item.id)
        same = _inserted(rest, item, self.before or None) == sitting.items
        return Refused(Reason.ALREADY) if same else (ItemMoved(item.id, self.before or None),)


@dataclass(frozen=True, slots=True)
class ItemMoved(Event):
    item: str
    before: str | None = None

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        item = next((i for i in meeting.items() if i.id == self.item), None)
        require(item is not None and item.state == "planned", "the item is still to come")
        sitting = next(s for s in meeting.sittings if any(i.id == self.item for i in s.items))
        moved = next(i for i in sitting.items if i.id == self.item)
        rest = tuple(i for i in sitting.items if i.id != self.item)
        require(self.before is None or any(i.id == self.before for i in rest), "the neighbour is in the sitting")
        return _with_items(meeting, sitting.id, _inserted(rest, moved, self.before))


@dataclass(frozen=True, slots=True)
class ReplaceSpeaker(Command):
    """Let another person speak in an item instead of its speaker, who has not spoken in it yet."""

    item: str
    name: str
    title: str = ""
    of: str = ""

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        item = changeable_item(meeting, self.item)
        if isinstance(item, Refused):
            return item
        if (
            not 0 < len(self.name.strip()) <= MAX_TEXT_LENGTH
            or len(self.title) > MAX_TEXT_LENGTH
            or len(self.of) > MAX_TEXT_LENGTH
        ):
            return Refused(Reason.INVALID, {"field": "name"})
        if item.state in ("closed", "skipped"):
            return Refused(Reason.ITEM_OVER)
        if item.speaker is None:
            return Refused(Reason.NO_SPEAKER)
        speech = meeting.speech
        if speech and speech.item == item.id and speech.seat == item.speaker:
            return Refused(Reason.HAS_FLOOR, {"seat": item.speaker})
        return (SpeakerReplaced(item.id, self.name.strip(), self.title.strip(), self.of.strip()),)


@dataclass(frozen=True, slots=True)
class SpeakerReplaced(Event):
    """Another person speaks in the item, and in rounds of replies that named the replaced speaker.

    The language and the text of the speech are those of the replaced speaker, so they are not known any more.

    If the replaced speaker speaks in no other item, questions to this speaker are now addressed to the new speaker.
    """

    item: str
    name: str = private("")
    title: str = private("")
    of: str = ""

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        item = next((i for i in meeting.items() if i.id == self.item), None)
        require(
            item is not None and item.speaker is not None and item.state in ("planned", "open"), "somebody is to speak"
        )
        seat = unused_id(f"speaker-{meeting.version}", meeting.seats)
        was = item.speaker if item and item.speaker else ""
        person = Seat(seat, "panellist", self.name, self.title, self.of)
        seats = {**meeting.seats, seat: person}
        if was in seats:
            seats[was] = changed(seats[was], replaced=True)
        meeting = changed(meeting, seats=seats)
        ahead = (i for s in meeting.sittings if s.state != "adjourned" for i in s.items)
        for round_ in [i for i in ahead if was in i.speakers and i.state in ("planned", "open")]:
            if was in unheard_speakers(meeting, round_):
                others = tuple(seat if s == was else s for s in round_.speakers)
                meeting = with_item(meeting, round_.id, speakers=others)
        meeting = with_item(meeting, self.item, speaker=seat, language="", text="")
        return (
            with_questions_redirected(meeting, was, seat)
            if was in seats and is_replaced(meeting, seats[was])
            else meeting
        )


def _inserted(items: tuple[Item, ...], item: Item, before: str | None) -> tuple[Item, ...]:
    index = next((n for n, other in enumerate(items) if other.id == before), len(items))
    return (*items[:index], item, *items[index:])


def _with_items(meeting: Meeting, sitting: str, items: tuple[Item, ...]) -> Meeting:
    return changed(meeting, sittings=tuple(changed(s, items=items) if s.id == sitting else s for s in meeting.sittings))
