"""What the server still has of the persons of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from nameplate.meeting import Meeting
from nameplate.pages.context import Context
from nameplate.store import erasure
from nameplate.store.erasure import Holdings


@dataclass(frozen=True, slots=True)
class Retained:
    """`ended_at` is None while the meeting may go on. `can_erase` says whether this server can erase while it runs."""

    ended_at: int | None
    holdings: Holdings
    can_erase: bool


async def retained(context: Context, meeting: Meeting) -> Retained:
    """What is still stored of a meeting. With PostgreSQL, erasing writes all tables anew, so no node may run then."""
    database = context.lobby.log.database
    stored = await database.run(partial(erasure.holdings, code=meeting.code))
    return Retained(erasure.ended_at(meeting, context.lobby.time.now_ms()), stored, not database.is_shared)
