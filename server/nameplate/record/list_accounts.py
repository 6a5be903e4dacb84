"""The account of each list, and the inscriptions that were not heard."""

from __future__ import annotations

from collections.abc import Iterator

from nameplate.meeting.model.values import Inscription, Sitting, SpeakersList
from nameplate.meeting.speakers_list.advance_inscriptions import is_unconfirmed
from nameplate.wording.language import item_title

from .account_context import AccountContext
from .account_values import UnheardInscription
from .draw_accounts import draws
from .list_account_values import ListAccount

HEARD = ("heard", "speaking")


def unheard(context: AccountContext, sitting: Sitting) -> Iterator[UnheardInscription]:
    """The inscriptions of a sitting that were not heard. They left their list in the sitting, or are still waiting."""
    for speakers in context.meeting.lists.values():
        for inscription in _all_inscriptions(speakers):
            if inscription.state not in HEARD and _sitting_of(context, speakers, inscription) == sitting.id:
                yield _unheard_inscription(context, speakers, inscription)


def list_account(context: AccountContext, speakers: SpeakersList) -> ListAccount:
    """A list with all its changes."""
    inscription_ids = frozenset(inscription.id for inscription in _all_inscriptions(speakers))
    return ListAccount(
        list=speakers.id,
        kind=speakers.purpose,
        items=tuple(item_title(context.words, context.meeting, item) for item in speakers.items),
        sittings=tuple(s.id for s in context.sittings_of(speakers)),
        state=speakers.state,
        opened_at=speakers.opened_at,
        closed_at=speakers.closed_at,
        order=context.meeting.rules.order if speakers.purpose == "speakers" else "receipt",
        draws=draws(context, speakers),
        acts=context.log.list_changes(speakers.id, inscription_ids, speakers.purpose),
    )


def _all_inscriptions(speakers: SpeakersList) -> tuple[Inscription, ...]:
    return (*speakers.past, *speakers.waiting, *speakers.late)


def _unheard_inscription(
    context: AccountContext, speakers: SpeakersList, inscription: Inscription
) -> UnheardInscription:
    return UnheardInscription(
        inscription=inscription.id,
        list=speakers.id,
        who=context.speaker(inscription.seat),
        form=inscription.form,
        on_behalf_of=inscription.on_behalf_of,
        asked_at=inscription.at,
        source=inscription.source,
        turn=inscription.turn,
        state=_outcome(inscription),
        left_at=_left_at(context, speakers, inscription),
        dignitary=inscription.dignitary,
        dignitary_title=inscription.dignitary_title,
    )


def _outcome(inscription: Inscription) -> str:
    """Why an inscription was not heard. The desk need not confirm one that was made in advance."""
    return "not_confirmed" if is_unconfirmed(inscription) else inscription.state


def _left_at(context: AccountContext, speakers: SpeakersList, inscription: Inscription) -> int | None:
    """When an inscription left its list, in ms. None while it waits.

    When the last sitting that uses the list is adjourned, all inscriptions leave the list.
    """
    if inscription.state == "not_reached" or (inscription.state == "refused" and inscription.id not in context.left_at):
        return max((s.closed_at for s in context.sittings_of(speakers) if s.closed_at), default=None)
    return None if inscription.state in ("waiting", "late") else context.left_at.get(inscription.id)


def _sitting_of(context: AccountContext, speakers: SpeakersList, inscription: Inscription) -> str:
    """The id of the sitting in which an inscription left its list, or in which it waits now."""
    sittings = context.sittings_of(speakers) or [*context.meeting.sittings]
    at = _left_at(context, speakers, inscription) or context.meeting.at
    opened = [s for s in sittings if s.opened_at is not None and s.opened_at <= at]
    return opened[-1].id if opened else sittings[0].id
