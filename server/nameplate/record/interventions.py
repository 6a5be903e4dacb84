"""Interventions, points of order, and the totals of each category of speakers."""

from __future__ import annotations

from collections.abc import Iterable

from nameplate.meeting.model.values import Point, Speech
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speeches.clock import elapsed_ms
from nameplate.wording.language import item_title

from .account_context import AccountContext
from .account_values import COUNTED, CategoryTotal, Intervention, PointOfOrder
from .speaker_categories import SPEAKERS


def intervention(context: AccountContext, speech: Speech) -> Intervention:
    """A speech, with the data of the inscription that it came from."""
    meeting = context.meeting
    inscription = find_inscription(meeting, speech.inscription) if speech.inscription else None
    answered = meeting.speeches.get(inscription.reply_to or "" if inscription else "")
    used = elapsed_ms(speech.clock, meeting.at)
    counts, until = speech.state in COUNTED, speech.ended_at or meeting.at
    waited = (context.started_at.get(speech.id, speech.began_at) or until) - speech.began_at if counts else 0
    return Intervention(
        speech=speech.id,
        number=context.numbers.get(speech.id, 0),
        who=context.who(speech.seat, speech.item),
        form=speech.form,
        on_behalf_of=speech.on_behalf_of,
        item=speech.item,
        item_title=item_title(context.words, meeting, speech.item) if speech.item else "",
        inscription=speech.inscription,
        asked_at=inscription.at if inscription else None,
        source=inscription.source if inscription else "",
        to=context.name(inscription.to) if inscription and inscription.to else "",
        reply_to=context.numbers.get(answered.id, 0) if answered else 0,
        reply_to_name=context.name(answered.seat) if answered else "",
        turn=inscription.turn if inscription else 0,
        called_at=speech.began_at,
        ended_at=speech.ended_at,
        granted_ms=context.granted_ms.get(speech.id, speech.clock.limit_ms),
        limit_ms=speech.clock.limit_ms,
        used_ms=used,
        waited_ms=waited,
        rested_ms=max(0, until - speech.began_at - waited - used) if counts else 0,
        state=speech.state,
    )


def point_of_order(context: AccountContext, point: Point) -> PointOfOrder:
    """A point of order with the ruling."""
    speech = context.meeting.speeches.get(point.speech or "")
    return PointOfOrder(
        point=point.id,
        motion=point.motion,
        number=context.numbers.get(point.speech or "", 0),
        who=context.who(point.seat),
        raised_at=point.at,
        heard_at=speech.began_at if speech else None,
        note=point.note,
        interrupted=context.interrupted.get(point.id, ""),
        state=point.state,
        ruling=point.ruling,
        ruled_at=context.ruled_at.get(point.id),
    )


def totals(interventions: Iterable[Intervention]) -> tuple[CategoryTotal, ...]:
    """The totals of each category of speakers, in the order of `SPEAKERS`. Only interventions that count are added."""
    by_category: dict[str, list[Intervention]] = {kind: [] for kind in SPEAKERS}
    for heard in (i for i in interventions if i.counts):
        by_category.setdefault(heard.who.kind, []).append(heard)
    return tuple(_total(kind, own) for kind, own in by_category.items() if own)


def _total(kind: str, own: list[Intervention]) -> CategoryTotal:
    return CategoryTotal(
        kind,
        len({i.who.seat for i in own}),
        len(own),
        sum(i.limit_ms for i in own),
        sum(i.used_ms for i in own),
        sum(i.is_over for i in own),
        sum(i.over_ms for i in own),
    )
