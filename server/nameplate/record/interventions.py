"""Interventions, points of order, and the totals of each category of speakers."""

from __future__ import annotations

from collections.abc import Iterable

from nameplate.meeting.model.values import Point, Speech
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.speeches.clock import elapsed_ms
from nameplate.wording.language import item_title

from .account_context import AccountContext
from .account_values import COUNTING_STATES, CategoryTotal, Intervention, PointOfOrder
from .speaker_categories import CATEGORY_NAMES


def intervention(context: AccountContext, speech: Speech) -> Intervention:
    """A speech, with the data of the inscription that it came from."""
    meeting = context.meeting
    inscription = find_inscription(meeting, speech.inscription) if speech.inscription else None
    answered = meeting.speeches.get(inscription.reply_to or "" if inscription else "")
    used_ms = elapsed_ms(speech.clock, meeting.at)
    counts, until = speech.state in COUNTING_STATES, speech.ended_at or meeting.at
    waited_ms = (context.started_at.get(speech.id, speech.began_at) or until) - speech.began_at if counts else 0
    return Intervention(
        speech=speech.id,
        number=context.intervention_numbers.get(speech.id, 0),
        who=context.speaker(speech.seat, speech.item),
        form=speech.form,
        on_behalf_of=speech.on_behalf_of,
        item=speech.item,
        item_title=item_title(context.words, meeting, speech.item) if speech.item else "",
        inscription=speech.inscription,
        asked_at=inscription.at if inscription else None,
        source=inscription.source if inscription else "",
        to=context.seat_name(inscription.to) if inscription and inscription.to else "",
        reply_to=context.intervention_numbers.get(answered.id, 0) if answered else 0,
        reply_to_name=context.seat_name(answered.seat) if answered else "",
        turn=inscription.turn if inscription else 0,
        called_at=speech.began_at,
        ended_at=speech.ended_at,
        granted_ms=context.granted_ms.get(speech.id, speech.clock.limit_ms),
        limit_ms=speech.clock.limit_ms,
        used_ms=used_ms,
        waited_ms=waited_ms,
        rested_ms=max(0, until - speech.began_at - waited_ms - used_ms) if counts else 0,
        state=speech.state,
        dignitary=inscription.dignitary if inscription else "",
        dignitary_title=inscription.dignitary_title if inscription else "",
    )


def point_of_order(context: AccountContext, point: Point) -> PointOfOrder:
    speech = context.meeting.speeches.get(point.speech or "")
    return PointOfOrder(
        point=point.id,
        motion=point.motion,
        number=context.intervention_numbers.get(point.speech or "", 0),
        who=context.speaker(point.seat),
        raised_at=point.at,
        heard_at=speech.began_at if speech else None,
        note=point.note,
        interrupted=context.interrupted.get(point.id, ""),
        state=point.state,
        ruling=point.ruling,
        ruled_at=context.ruled_at.get(point.id),
    )


def totals(interventions: Iterable[Intervention]) -> tuple[CategoryTotal, ...]:
    """The totals of the interventions that count, by category of speakers, in the order of `CATEGORY_NAMES`."""
    by_category: dict[str, list[Intervention]] = {category: [] for category in CATEGORY_NAMES}
    for i in interventions:
        if i.counts:
            by_category.setdefault(i.who.kind, []).append(i)
    return tuple(_total(category, counted) for category, counted in by_category.items() if counted)


def _total(category: str, interventions: list[Intervention]) -> CategoryTotal:
    return CategoryTotal(
        kind=category,
        speakers=len({i.who.seat for i in interventions}),
        interventions=len(interventions),
        limit_ms=sum(i.limit_ms for i in interventions),
        used_ms=sum(i.used_ms for i in interventions),
        over=sum(i.is_over for i in interventions),
        over_ms=sum(i.over_ms for i in interventions),
    )
