"""The lists: when they were open, how they were ordered, and the places on them from which nobody was heard."""

from __future__ import annotations

from collections.abc import Iterator

from nameplate.meeting.model.values import Inscription, Sitting, SpeakersList
from nameplate.wording.language import item_title

from .account_context import Source
from .account_values import Unheard
from .list_account_values import ListAccount
from .lot_draws import draws

HEARD = ("heard", "speaking")


def unheard(source: Source, sitting: Sitting) -> Iterator[Unheard]:
    """The places that came to their end in a sitting, or stand in it now, without anybody being heard."""
    for speakers in source.meeting.lists.values():
        for place in _places(speakers):
            if place.state not in HEARD and _sitting_of(source, speakers, place) == sitting.id:
                yield _unheard(source, speakers, place)


def list_account(source: Source, speakers: SpeakersList) -> ListAccount:
    """A list with everything that was done to it."""
    places = frozenset(place.id for place in _places(speakers))
    return ListAccount(
        list=speakers.id,
        kind=speakers.purpose,
        items=tuple(item_title(source.words, source.meeting, item) for item in speakers.items),
        sittings=tuple(s.id for s in source.sittings_of(speakers)),
        state=speakers.state,
        opened_at=speakers.opened_at,
        closed_at=speakers.closed_at,
        order=source.meeting.rules.order if speakers.purpose == "speakers" else "receipt",
        draws=draws(source, speakers),
        acts=source.log.acts_of_list(speakers.id, places, speakers.purpose),
    )


def _places(speakers: SpeakersList) -> tuple[Inscription, ...]:
    return (*speakers.past, *speakers.waiting, *speakers.late)


def _unheard(source: Source, speakers: SpeakersList, place: Inscription) -> Unheard:
    return Unheard(
        inscription=place.id,
        list=speakers.id,
        who=source.who(place.seat),
        form=place.form,
        on_behalf_of=place.on_behalf_of,
        asked_at=place.at,
        source=place.source,
        turn=place.turn,
        state=place.state,
        left_at=_left_at(source, speakers, place),
    )


def _left_at(source: Source, speakers: SpeakersList, place: Inscription) -> int | None:
    """When it was clear that nobody would be heard. A list ends with the last sitting that draws on it."""
    if place.state == "not_reached" or (place.state == "refused" and place.id not in source.left_at):
        return max((s.closed_at for s in source.sittings_of(speakers) if s.closed_at), default=None)
    return None if place.state in ("waiting", "late") else source.left_at.get(place.id)


def _sitting_of(source: Source, speakers: SpeakersList, place: Inscription) -> str:
    """The sitting, of those that draw on the list, in which a place came to its end or stands now."""
    own = source.sittings_of(speakers) or [*source.meeting.sittings]
    at = _left_at(source, speakers, place) or source.meeting.at
    begun = [s for s in own if s.opened_at is not None and s.opened_at <= at]
    return begun[-1].id if begun else own[0].id
