"""Builds the account of a meeting from the meeting and its log.

The account contains every inscription exactly once: as the source of an intervention that counts, or as unheard.
"""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Item, Sitting
from nameplate.wording.language import Words, item_title

from .account_context import AccountContext
from .account_values import Account, ItemAccount, SittingAccount, Suspension
from .intervention_headings import with_headings
from .interventions import intervention, point_of_order, totals
from .list_accounts import list_account, unheard

Spans = tuple[Suspension, ...]


def account_of(meeting: Meeting, words: Words) -> Account:
    """The account of a meeting up to its newest event."""
    context = AccountContext(meeting, words)
    sittings = tuple(_sitting(context, s) for s in meeting.sittings)
    chair = meeting.seats.get("chair")
    created = context.log.created
    return Account(
        code=meeting.code,
        version=meeting.version,
        at=meeting.at,
        title=meeting.title,
        body=meeting.body,
        room=meeting.room,
        timezone=meeting.timezone,
        chair=words.seat_name(chair) if chair else "",
        chair_title=chair.title if chair else "",
        sittings=sittings,
        lists=tuple(list_account(context, speakers) for speakers in meeting.lists.values()),
        limits=created.limits if created else meeting.limits,
        limit_changes=context.log.limit_changes(),
        programme_changes=context.log.programme_changes(),
        corrections=context.log.corrections(),
        totals=totals(i for s in sittings for i in s.interventions),
    )


def _sitting(context: AccountContext, sitting: Sitting) -> SittingAccount:
    meeting = context.meeting
    speeches = (s for s in meeting.speeches.values() if context.sitting_at(s.began_at, s.item) == sitting.id)
    interventions = with_headings((intervention(context, speech) for speech in speeches), context.words)
    suspensions = context.log.suspensions(sitting.id, sitting.closed_at)
    return SittingAccount(
        sitting=sitting.id,
        theme=sitting.theme,
        state=sitting.state,
        start_at=sitting.start,
        end_at=sitting.end,
        opened_at=sitting.opened_at,
        closed_at=sitting.closed_at,
        suspensions=suspensions,
        programme=tuple(_item_account(context, item, suspensions) for item in sitting.items),
        interventions=interventions,
        unheard=tuple(unheard(context, sitting)),
        points=tuple(point_of_order(context, p) for p in meeting.points if context.sitting_at(p.at) == sitting.id),
        totals=totals(interventions),
    )


def _item_account(context: AccountContext, item: Item, suspensions: Spans) -> ItemAccount:
    opened_at, closed_at = context.item_times.get(item.id, (None, None))
    foreseen = context.log.foreseen(item.id)
    people = tuple(context.who(seat, item.id) for seat in ([item.speaker] if item.speaker else item.speakers))
    used = None if opened_at is None else _open_ms(opened_at, closed_at or context.meeting.at, suspensions)
    return ItemAccount(
        item=item.id,
        kind=item.kind,
        title=item_title(context.words, context.meeting, item.id),
        theme=item.theme,
        speakers=tuple(who.name for who in people),
        people=people,
        on_behalf_of=item.on_behalf_of,
        state=item.state,
        planned_minutes=foreseen.minutes if foreseen else None,
        minutes=item.minutes,
        opened_at=opened_at,
        closed_at=closed_at,
        used_ms=used,
    )


def _open_ms(opened_at: int, closed_at: int, suspensions: Spans) -> int:
    """Milliseconds for which an item was open while the sitting was not suspended."""
    rests = (max(0, min(closed_at, s.until_at or closed_at) - max(opened_at, s.since_at)) for s in suspensions)
    return closed_at - opened_at - sum(rests)
