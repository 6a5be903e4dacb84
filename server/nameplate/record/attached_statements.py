"""The attached texts of speeches, for the annex of the record."""

from __future__ import annotations

from nameplate.meeting.model.values import Speech, Statement
from nameplate.meeting.speakers_list.inscription_lookup import find_inscription
from nameplate.meeting.statements import in_order_of_speaking, target_key
from nameplate.wording.language import item_title

from .account_context import AccountContext
from .account_values import COUNTING_STATES, AttachedStatement

LEFT_OUT = ("withdrawn", "removed", "refused")
"""The text of an inscription that came to nothing belongs to no record."""


def attached_statements(context: AccountContext) -> tuple[AttachedStatement, ...]:
    """All attached texts, in the order of speaking. Those that were not spoken come last."""
    meeting = context.meeting
    counting = [speech for speech in meeting.speeches.values() if speech.state in COUNTING_STATES]
    speeches = {target_key(speech.inscription, speech.item, speech.seat): speech for speech in counting}
    return tuple(
        _attached(context, each, speeches.get(target_key(each.inscription, each.item, each.seat)))
        for each in in_order_of_speaking(meeting)
        if not _is_left_out(context, each)
    )


def _attached(context: AccountContext, statement: Statement, speech: Speech | None) -> AttachedStatement:
    item = speech.item if speech else statement.item
    return AttachedStatement(
        statement=statement.id,
        number=context.intervention_numbers.get(speech.id, 0) if speech else 0,
        who=context.speaker(statement.seat, item),
        item=item,
        item_title=item_title(context.words, context.meeting, item) if item else "",
        inscription=statement.inscription,
        speech=speech.id if speech else None,
        attached_at=statement.at,
        file=statement.name,
        media=statement.media,
        size=statement.size,
        sha256=statement.digest,
    )


def _is_left_out(context: AccountContext, statement: Statement) -> bool:
    found = find_inscription(context.meeting, statement.inscription) if statement.inscription else None
    return found is not None and found.state in LEFT_OUT
