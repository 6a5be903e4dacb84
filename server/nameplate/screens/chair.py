"""The chair's console: the next step, the floor, the list of speakers, the programme, and Undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import AuxiliaryTimer, LotDraw, Notice, ReadyMessage
from nameplate.meeting.notices import visible_notices
from nameplate.meeting.programme.items import planned_items
from nameplate.meeting.speakers_list.advance_inscriptions import advance_requests, late_requests
from nameplate.meeting.speakers_list.list_lookup import replies_list
from nameplate.meeting.speeches.speech_end import is_in_current_sitting
from nameplate.wording.chair_sentences import floor_given
from nameplate.wording.labels import DRAW_LABELS, ITEM_KIND_LABELS, ORDER_LABELS
from nameplate.wording.language import Words

from . import inscription_views, recent_actions
from .booth_signals import shown_signals
from .floor_holder import FloorHolder, current_holder
from .form_choices import choices
from .inscription_views import InscriptionView, hidden_inscriptions, inscription_view
from .meeting_status import Limit, current_list, limits, notice, shown_sitting, status
from .next_step import next_speaker_as_addressed, next_step
from .outlook import Expected, ExpectedInscription, ReminderView, expected, expected_inscriptions, outlook, reminders
from .points_of_order import points
from .programme_steps import ProgrammeStep, programme_steps
from .render_context import RenderContext

INSERTED = ("presentation", "opening_remarks", "floor_block", "replies", "break", "wrap_up", "closing")


@dataclass(frozen=True, slots=True)
class ChairFloor:
    """The speaker who has the floor, and the actions of the chair. `put_back` is the last call from the list."""

    holder: FloorHolder | None
    after: str
    read_aloud: str
    notice: Notice | None
    recovered: bool
    put_back: InscriptionView | None


@dataclass(frozen=True, slots=True)
class Times:
    """The current speaking times."""

    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class ConsoleList:
    """The current list. `advance` are inscriptions that the desk must confirm. `item` is an item of the list.

    `beyond` is the number of inscriptions that are not shown; the first of these is given too."""

    state: str
    inscriptions: tuple[ExpectedInscription, ...]
    can_give: bool
    beyond: int
    beyond_first: str
    waits_ms: int
    spread: int
    stop: int | None
    late: tuple[InscriptionView, ...] = ()
    asked_late: int = 0
    advance: tuple[InscriptionView, ...] = ()
    asked_in_advance: int = 0
    item: str = ""
    replies: tuple[InscriptionView, ...] = ()
    order: str = "receipt"
    orders: tuple[tuple[str, str], ...] = ()
    order_label: str = ""
    drawn: LotDraw | None = None
    draw_label: str = ""
    closes_at: int | None = None


@dataclass(frozen=True, slots=True)
class OutlookView:
    """The forecast for the list, and the chair's reminders."""

    ahead: Expected
    reminders: tuple[ReminderView, ...]


@dataclass(frozen=True, slots=True)
class Moves:
    """The possible moves of an item: before the item `earlier`, or before the item `later` (None: to the end)."""

    earlier: str | None = None
    later: str | None = None
    can_be_later: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """The items of the sitting and its state."""

    sitting: str | None
    state: str
    steps: tuple[ProgrammeStep, ...]
    floor_taken: bool
    join_shown: bool
    moves: Mapping[str, Moves]
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Messages:
    """What stands on the screens: the chair's messages, a timer, darkness on the podium.

    `ready_made` are messages that can be sent to the speaker with one press, `others` those to the hall or the booth.
    `delegations` are the messages to delegations, with their names.
    """

    ready_made: tuple[str, ...]
    others: tuple[ReadyMessage, ...]
    speaker: Notice | None
    hall: Notice | None
    booth: Notice | None
    delegations: tuple[tuple[Notice, str], ...]
    timer: AuxiliaryTimer | None
    podium_dark: bool
    floor_taken: bool


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    meeting, words = context.meeting, context.words
    return {
        "status": status(meeting, words),
        "floor": floor(context, recovered),
        "points": points(meeting, words),
        "signal": shown_signals(meeting, words),
        "next": next_step(context),
        "outlook": prospect(context),
        "speakers_list": speakers_list(context),
        "programme": programme(meeting, words),
        "times": times(meeting, words),
        "messages": messages(meeting, words),
        "undo": recent_actions.recent(context),
        "choices": choices(context),
    }


def floor(context: RenderContext, recovered: str | None) -> ChairFloor:
    """Who has the floor."""
    meeting, words = context.meeting, context.words
    holder = current_holder(meeting, words)
    last = meeting.last_speech
    return ChairFloor(
        holder=holder,
        after=last.id if last else "",
        read_aloud=_line_given(context, holder) if holder else "",
        notice=notice(meeting, "speaker"),
        recovered=holder is not None and recovered == holder.speech,
        put_back=_last_called(meeting, words),
    )


def times(meeting: Meeting, words: Words) -> Times:
    """Speaking times, longest first. Categories with the same time share one entry."""
    return Times(limits(meeting, words))


def prospect(context: RenderContext) -> OutlookView:
    return OutlookView(expected(context), reminders(context))


def speakers_list(context: RenderContext) -> ConsoleList:
    """The current list with the orders, late requests and rights of reply."""
    meeting, words = context.meeting, context.words
    speakers = current_list(meeting)
    ahead, beyond = outlook(context), hidden_inscriptions(meeting)
    late = late_requests(speakers) if speakers else []
    advance = advance_requests(speakers) if speakers else []
    replies = replies_list(meeting)
    return ConsoleList(
        speakers.state if speakers else "",
        expected_inscriptions(context),
        can_give=meeting.sitting is not None and meeting.sitting.state == "open",
        beyond=len(beyond),
        beyond_first=beyond[0].id if beyond else "",
        waits_ms=ahead.waits_ms,
        spread=ahead.spread,
        stop=ahead.stop,
        late=tuple(inscription_view(meeting, words, i, 0) for i in late[: inscription_views.SHOWN]),
        asked_late=len(late),
        advance=tuple(inscription_view(meeting, words, i, 0) for i in advance[: inscription_views.SHOWN]),
        asked_in_advance=len(advance),
        item=speakers.items[0] if speakers and speakers.items else "",
        replies=tuple(
            inscription_view(meeting, words, i, n) for n, i in enumerate(replies.waiting if replies else (), 1)
        ),
        order=meeting.rules.order,
        orders=_orders(meeting, words),
        order_label=words.translate(ORDER_LABELS[meeting.rules.order]),
        drawn=speakers.draw if speakers else None,
        draw_label=_draw_label(words, speakers.draw) if speakers and speakers.draw else "",
        closes_at=speakers.closes_at if speakers else None,
    )


def _orders(meeting: Meeting, words: Words) -> tuple[tuple[str, str], ...]:
    """The orders that the chair can set, with labels. "kept" is left out if no places are reserved for a category."""
    possible = (order for order in ORDER_LABELS if order != "kept" or meeting.rules.reserved_per_block)
    return tuple((order, words.translate(ORDER_LABELS[order])) for order in possible)


def _line_given(context: RenderContext, holder: FloorHolder) -> str:
    """The line that the chair read aloud with the last call."""
    meeting, words = context.meeting, context.words
    if meeting.speech and meeting.speech.point:
        return words.text(
            "I give the floor to %(who)s: %(what)s.", who=holder.formal_name, what=holder.form_label.lower()
        )
    return floor_given(words, holder.formal_name, next_speaker_as_addressed(context))


def _draw_label(words: Words, drawn: LotDraw) -> str:
    return words.translate(DRAW_LABELS[drawn.method], letter=drawn.letter)


def programme(meeting: Meeting, words: Words) -> ProgrammeView:
    sitting = shown_sitting(meeting)
    adjourned = sitting is None or sitting.state == "adjourned"
    return ProgrammeView(
        sitting.id if sitting else None,
        sitting.state if sitting else "",
        programme_steps(meeting, words),
        meeting.floor is not None,
        meeting.join_shown,
        {} if adjourned else _moves(meeting),
        tuple((kind, words.translate(ITEM_KIND_LABELS[kind])) for kind in INSERTED),
    )


def _moves(meeting: Meeting) -> dict[str, Moves]:
    """The moves of each item that can still be changed. Only planned items can be moved."""
    planned = [item.id for item in planned_items(meeting)]
    after = dict(zip(planned, [*planned[2:], None, None], strict=False))
    before = dict(zip(planned[1:], planned, strict=False))
    moves = {step: Moves(before.get(step), after[step], step != planned[-1]) for step in planned}
    return moves | ({meeting.item.id: Moves()} if meeting.item else {})


def messages(meeting: Meeting, words: Words) -> Messages:
    return Messages(
        meeting.messages or (words.text("Please slow down"), words.text("Closer to the microphone, please")),
        meeting.other_messages,
        notice(meeting, "speaker"),
        notice(meeting, "hall"),
        notice(meeting, "booth"),
        tuple((n, words.seat_name(meeting.seats[n.seat])) for n in visible_notices(meeting) if n.seat),
        meeting.auxiliary_timer,
        meeting.podium_dark,
        meeting.floor is not None,
    )


def _last_called(meeting: Meeting, words: Words) -> InscriptionView | None:
    """The last speaker who was called from the list, if the chair can still take back the call."""
    last = meeting.last_speech
    if last is None or last.inscription is None or last.state == "put_back" or not is_in_current_sitting(meeting, last):
        return None
    seat = meeting.seats[last.seat]
    return InscriptionView(seat.id, words.seat_name(seat), seat.title, "", seat.category, last.id)
