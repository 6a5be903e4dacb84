"""The inscriptions that screens show: the inscriptions of the list, and the speakers who are called next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.floor.next_speaker import UpcomingCall, upcoming_calls
from nameplate.meeting.model.values import Inscription
from nameplate.meeting.speakers_list.list_lookup import place_in_queue
from nameplate.meeting.speakers_list.order_reasons import OrderReason, order_reasons
from nameplate.wording.language import Words
from nameplate.wording.place_reasons import PLACE_REASONS

from .floor_holder import speaker_name
from .meeting_status import current_list
from .render_context import RenderContext, computed_once
from .statements import statement_id

SHOWN = 200
"""Screens show at most this many inscriptions of a list, and the number of further ones."""


@dataclass(frozen=True, slots=True)
class InscriptionView:
    """A waiting inscription, or a speaker from the programme. For a speaker from the programme, `id` is None.

    `dignitary` is the name and the title of a person of rank who will speak.

    `reply_number` is empty for a first right of reply. `statement` is the id of the attached text.
    """

    seat: str
    name: str
    title: str
    category: str
    category_label: str
    id: str | None = None
    number: int = 0
    form: str = "statement"
    on_behalf_of: str = ""
    source: str = ""
    form_label: str = ""
    note: str = ""
    to: str = ""
    reply_to: str = ""
    why: str = ""
    guest: bool = False
    priority: bool = False
    reply_number: str = ""
    statement: str = ""
    language: str = ""
    dignitary: str = ""
    remote: bool = False


def inscription_view(
    meeting: Meeting, words: Words, inscription: Inscription, number: int, because: OrderReason | None = None
) -> InscriptionView:
    """The view of an inscription. `because` is the reason for its place, if the screen shows the reason."""
    seat = meeting.seats[inscription.seat]
    return InscriptionView(
        seat=seat.id,
        name=words.seat_name(seat),
        title=seat.title,
        category=seat.category,
        category_label=words.category(seat.category),
        id=inscription.id,
        number=number,
        form=inscription.form,
        on_behalf_of=inscription.on_behalf_of,
        source=inscription.source,
        form_label=words.form(inscription.form),
        note=inscription.note,
        to=words.seat_name(meeting.seats[inscription.to]) if inscription.to else "",
        reply_to=speaker_name(meeting, words, inscription.reply_to),
        why=_why(words, because) if because else "",
        guest=seat.category == "other",
        priority=inscription.priority,
        reply_number=words.reply_number(inscription.turn),
        statement=statement_id(meeting, inscription.id, None, seat.id),
        language=words.language_name(inscription.language) if inscription.language else "",
        dignitary=words.dignitary(inscription),
        remote=seat.remote,
    )


def _why(words: Words, because: OrderReason) -> str:
    facts = {**because.facts, "category": words.category(str(because.facts.get("category", "")))}
    return words.translate(PLACE_REASONS[because.code], **facts)


@computed_once
def shown_inscriptions(context: RenderContext) -> tuple[InscriptionView, ...]:
    """The inscriptions of the current list that are shown, in the order in which they are called."""
    meeting, words = context.meeting, context.words
    speakers = current_list(meeting)
    if speakers is None:
        return ()
    shown = speakers.waiting[:SHOWN]
    reasons = order_reasons(meeting, speakers, shown)
    return tuple(
        inscription_view(meeting, words, inscription, number, because)
        for number, (inscription, because) in enumerate(zip(shown, reasons, strict=True), 1)
    )


def hidden_inscriptions(meeting: Meeting) -> tuple[Inscription, ...]:
    """The inscriptions of the current list beyond those that are shown."""
    speakers = current_list(meeting)
    return speakers.waiting[SHOWN:] if speakers else ()


def with_the_last_one(count: int, most: int) -> int:
    """How many of `count` names to show. A line "and 1 more" would take the place of the one name."""
    return count if count == most + 1 else most


@computed_once
def upcoming_speakers(context: RenderContext) -> tuple[InscriptionView, ...]:
    """The next speakers, in the order in which they will be called.

    A speaker whom the programme names several times appears once. Inscriptions of a long list that are not shown are
    left out.
    """
    meeting, words = context.meeting, context.words
    shown = {each.id: each for each in shown_inscriptions(context)}
    calls = (up for up in upcoming_calls(meeting) if not _is_beyond(meeting, up, shown))
    found = (_call(meeting, words, up, shown) for up in calls)
    return tuple({each.id or each.seat: each for each in found}.values())


def _is_beyond(meeting: Meeting, up: UpcomingCall, shown: Mapping[str | None, InscriptionView]) -> bool:
    """Whether a call is for an inscription of a long list that is not shown."""
    inscription, speakers = up.inscription, current_list(meeting)
    if inscription is None or speakers is None:
        return False
    return inscription.list == speakers.id and inscription.id not in shown


def _call(
    meeting: Meeting, words: Words, up: UpcomingCall, shown: Mapping[str | None, InscriptionView]
) -> InscriptionView:
    inscription = up.inscription
    if inscription is None:
        return _foreseen(meeting, words, up)
    if view := shown.get(inscription.id):
        return view
    place = place_in_queue(meeting.lists[inscription.list], inscription.seat)
    return inscription_view(meeting, words, inscription, place)


def _foreseen(meeting: Meeting, words: Words, up: UpcomingCall) -> InscriptionView:
    seat = meeting.seats[up.seat]
    item = next((i for i in meeting.items() if i.id == up.item), None)
    behalf = item.on_behalf_of if item and item.speaker == up.seat else ""
    label = words.category(seat.category)
    return InscriptionView(
        seat.id,
        words.seat_name(seat),
        seat.title,
        seat.category,
        label,
        on_behalf_of=behalf,
        statement=statement_id(meeting, None, up.item, seat.id),
        remote=seat.remote,
    )
