"""Builds the account of a meeting from the meeting and its log.

The account contains every inscription exactly once: as the source of an intervention that counts, or as unheard.
"""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Item, Sitting
from nameplate.wording.language import Words, item_title

from .account_context import AccountContext
from .account_values import Account, ItemAccount, SittingAccount, Suspension
from .attached_statements import attached_statements
from .intervention_headings import add_headings
from .interventions import intervention, point_of_order, totals
from .list_accounts import list_account, unheard


def account_of(meeting: Meeting, words: Words) -> Account:
    """The account of a meeting up to its newest event."""
    context = AccountContext(meeting, words)
    sittings = tuple(_sitting_account(context, s) for s in meeting.sittings)
    chair = meeting.seats.get("chair")
    created = context.log.created
    return Account(
        code=meeting.code,
        version=meeting.version,
        at=meeting.at,
        title=f"{meeting.title} · {words.text('Rehearsal')}" if meeting.rehearsal else meeting.title,
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
        statements=attached_statements(context),
    )


def _sitting_account(context: AccountContext, sitting: Sitting) -> SittingAccount:
    meeting = context.meeting
    speeches = (s for s in meeting.speeches.values() if context.sitting_id(s.began_at, s.item) == sitting.id)
    interventions = add_headings((intervention(context, speech) for speech in speeches), context.words)
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
        points=tuple(point_of_order(context, p) for p in meeting.points if context.sitting_id(p.at) == sitting.id),
        totals=totals(interventions),
    )


def _item_account(context: AccountContext, item: Item, suspensions: tuple[Suspension, ...]) -> ItemAccount:
    opened_at, closed_at = context.item_times.get(item.id, (None, None))
    at_start = context.log.item_at_start(item.id)
    people = tuple(context.speaker(seat, item.id) for seat in ([item.speaker] if item.speaker else item.speakers))
    until = closed_at or context.meeting.at
    used_ms = None if opened_at is None else _time_without_suspensions(opened_at, until, suspensions)
    return ItemAccount(
        item=item.id,
        kind=item.kind,
        title=item_title(context.words, context.meeting, item.id),
        theme=item.theme,
        speakers=tuple(speaker.name for speaker in people),
        people=people,
        on_behalf_of=item.on_behalf_of,
        state=item.state,
        planned_minutes=at_start.minutes if at_start else None,
        minutes=item.minutes,
        opened_at=opened_at,
        closed_at=closed_at,
        used_ms=used_ms,
    )


def _time_without_suspensions(since: int, until: int, suspensions: tuple[Suspension, ...]) -> int:
    """The milliseconds from `since` to `until` in which the sitting was not suspended."""
    suspended_ms = (max(0, min(until, s.until_at or until) - max(since, s.since_at)) for s in suspensions)
    return until - since - sum(suspended_ms)
