"""The draws of a list, each with the data that a reader needs to repeat it."""

from __future__ import annotations

from nameplate.meeting import LogEntry, Meeting, replay
from nameplate.meeting.model.values import Inscription, SpeakersList
from nameplate.meeting.speakers_list.lots import OrderDrawn, sort_key

from .account_context import AccountContext
from .list_account_values import DrawAccount, DrawnInscription


def draws(context: AccountContext, speakers: SpeakersList) -> tuple[DrawAccount, ...]:
    """The draws of a list that were not undone, oldest first."""
    all_draws = ((e, e.event) for e in context.log.not_undone if isinstance(e.event, OrderDrawn))
    return tuple(_draw_account(context, entry, event) for entry, event in all_draws if event.list == speakers.id)


def _draw_account(context: AccountContext, entry: LogEntry, event: OrderDrawn) -> DrawAccount:
    # Priority and places given by hand may have changed since: read them from the meeting before the draw.
    meeting_before = replay(e for e in context.log.log if e.version < entry.version)
    inscriptions = {i.id: i for i in meeting_before.lists[event.list].waiting}
    return DrawAccount(
        method=event.method,
        seed=event.seed,
        letter=event.letter,
        at=entry.at,
        by=entry.by,
        by_name=context.log.actor_name(entry.by),
        places=tuple(
            _drawn_inscription(context, meeting_before, inscriptions[inscription]) for inscription in event.order
        ),
    )


def _drawn_inscription(context: AccountContext, meeting_before: Meeting, inscription: Inscription) -> DrawnInscription:
    rank = "placed" if inscription.placed else "priority" if inscription.priority else "drawn"
    return DrawnInscription(
        inscription=inscription.id,
        seat=inscription.seat,
        name=context.seat_name(inscription.seat),
        key=sort_key(meeting_before, inscription.seat),
        rank=rank,
    )
