"""The draws of a list, each with the data that a reader needs to repeat it."""

from __future__ import annotations

from nameplate.meeting import LogEntry, Meeting, replay
from nameplate.meeting.model.values import Inscription, SpeakersList
from nameplate.meeting.speakers_list.lots import OrderDrawn, sort_key

from .account_context import AccountContext
from .list_account_values import DrawAccount, DrawnInscription


def draws(context: AccountContext, speakers: SpeakersList) -> tuple[DrawAccount, ...]:
    """The draws of a list that were not undone, oldest first."""
    drawn = ((e, e.event) for e in context.log.standing if isinstance(e.event, OrderDrawn))
    return tuple(_draw(context, entry, event) for entry, event in drawn if event.list == speakers.id)


def _draw(context: AccountContext, entry: LogEntry, event: OrderDrawn) -> DrawAccount:
    # What was placed by hand or had priority must be looked up as it was then, not as it has become.
    at_the_draw = replay(e for e in context.log.log if e.version < entry.version)
    inscriptions = {inscription.id: inscription for inscription in at_the_draw.lists[event.list].waiting}
    return DrawAccount(
        method=event.method,
        seed=event.seed,
        letter=event.letter,
        at=entry.at,
        by=entry.by,
        by_name=context.log.who(entry.by),
        places=tuple(_drawn_inscription(context, at_the_draw, inscriptions[drawn_id]) for drawn_id in event.order),
    )


def _drawn_inscription(context: AccountContext, at_the_draw: Meeting, inscription: Inscription) -> DrawnInscription:
    rank = "placed" if inscription.placed else "priority" if inscription.priority else "drawn"
    return DrawnInscription(
        inscription.id, inscription.seat, context.name(inscription.seat), sort_key(at_the_draw, inscription.seat), rank
    )
