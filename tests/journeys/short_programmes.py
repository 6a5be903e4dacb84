"""A short programme, for journeys that need another one than the panel of 2015."""

from __future__ import annotations

from dataclasses import replace

from nameplate.access.passes import new_code
from nameplate.meeting.model.values import Rules, Seat
from nameplate.meeting.programme.meeting_created import MeetingCreated
from tests.panel import DELEGATIONS, SLOT_1, panel


def discussion(minutes: int, *more: Seat, rules: Rules | None = None) -> MeetingCreated:
    """A sitting with only one item, a discussion of `minutes`. `more` are additional delegations."""
    created = panel(new_code(), (*DELEGATIONS, *more))
    sitting, *_ = created.sittings
    item = next(replace(i, minutes=minutes) for i in sitting.items if i.id == SLOT_1)
    end = sitting.start + minutes * 60_000
    return replace(
        created,
        sittings=(replace(sitting, end=end, items=(item,)),),
        lists=tuple(replace(s, items=tuple(i for i in s.items if i == item.id)) for s in created.lists),
        rules=rules or created.rules,
    )
