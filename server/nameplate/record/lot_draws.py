"""The draws of a list, each with all that it takes to draw it again."""

from __future__ import annotations

from nameplate.meeting import LogEntry, Meeting, replay
from nameplate.meeting.model.values import Inscription, SpeakersList
from nameplate.meeting.speakers_list.lots import OrderDrawn, sort_key

from .account_context import Source
from .list_account_values import Draw, DrawnPlace


def draws(source: Source, speakers: SpeakersList) -> tuple[Draw, ...]:
    """The draws of a list that stand, the oldest first."""
    made = ((e, e.event) for e in source.log.standing if isinstance(e.event, OrderDrawn))
    return tuple(_draw(source, entry, event) for entry, event in made if event.list == speakers.id)


def _draw(source: Source, entry: LogEntry, event: OrderDrawn) -> Draw:
    # What was placed by hand or had priority must be looked up as it was then, not as it has become.
    then = replay(e for e in source.log.log if e.version < entry.version)
    rows = {row.id: row for row in then.lists[event.list].waiting}
    return Draw(
        method=event.method,
        seed=event.seed,
        letter=event.letter,
        at=entry.at,
        by=entry.by,
        by_name=source.log.who(entry.by),
        places=tuple(_place(source, then, rows[place]) for place in event.order),
    )


def _place(source: Source, then: Meeting, row: Inscription) -> DrawnPlace:
    rank = "placed" if row.placed else "priority" if row.priority else "drawn"
    return DrawnPlace(row.id, row.seat, source.name(row.seat), sort_key(then, row.seat), rank)
