"""The lobby: the programme of the sitting on a board in the corridor, with the times that are expected now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from nameplate.meeting.forecast.items_to_come import items_to_come
from nameplate.meeting.model.values import Item, Sitting
from nameplate.wording.language import item_title

from .floor_holder import current_holder
from .meeting_status import shown_sitting, status
from .outlook import outlook
from .render_context import RenderContext, computed_once

MINUTE_MS = 60_000
MOST = 24
"""The largest number of rows. The last item that is over is the first one."""


@dataclass(frozen=True, slots=True)
class BoardItem:
    """An item of the programme. `planned` is its planned time (UTC, ms). `state` is that of the item.

    `after_ms` counts from the end of the open item. It is None for an item that has begun or was left out.
    """

    id: str
    state: str
    planned: int
    title: str
    kind: str
    speaking: str
    after_ms: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """The items, and the values from which the browser computes when each of them begins.

    `left_ms` is what the speaker had left at `since` (UTC, ms), or has left while the clock is paused. `waits_ms` is
    what an interrupted speaker has left. `item_ms` is the time from the end of the current speech to the end of the
    open item, which does not end before `not_before`. `sitting_ms` is the same for the sitting; `ends_at` is its booked
    end. No time is expected while the sitting is suspended or adjourned: `expects` is false.
    """

    items: tuple[BoardItem, ...]
    beyond: int
    expects: bool
    left_ms: int
    since: int | None
    waits_ms: int
    item_ms: int
    not_before: int
    total_ms: int
    sitting_ms: int
    ends_at: int


def regions(context: RenderContext, recovered: str | None = None) -> dict[str, object]:
    return {"status": status(context.meeting, context.words), "board": board(context)}


def board(context: RenderContext) -> Board:
    """The board from the last item that is over, with as many items as have room."""
    whole = whole_board(context)
    begun = max((n for n, item in enumerate(whole.items) if item.state in ("open", "closed")), default=0)
    items = whole.items[max(0, begun - 1) :]
    return replace(whole, items=items[:MOST], beyond=max(0, len(items) - MOST))


@computed_once
def whole_board(context: RenderContext) -> Board:
    """The board with all items that were not left out."""
    meeting = context.meeting
    sitting, ahead, coming = shown_sitting(meeting), outlook(context), items_to_come(meeting)
    clock = meeting.speech.clock if meeting.speech else None
    return Board(
        items=_items(context, sitting, coming.after_ms) if sitting else (),
        beyond=0,
        expects=sitting is not None and sitting.state in ("open", "planned"),
        left_ms=clock.limit_ms - clock.elapsed_ms if clock else 0,
        since=clock.running_since if clock else None,
        waits_ms=ahead.waits_ms,
        item_ms=ahead.item_ms or 0,
        not_before=coming.not_before,
        total_ms=coming.total_ms,
        sitting_ms=max(0, (ahead.sitting_ms or 0) - coming.passed_ms),
        ends_at=sitting.ends_at if sitting else 0,
    )


def _items(context: RenderContext, sitting: Sitting, after_ms: Mapping[str, int]) -> tuple[BoardItem, ...]:
    starts = accumulate((MINUTE_MS * (item.minutes or 0) for item in sitting.items), initial=sitting.begins_at)
    return tuple(
        _item(context, item, planned, after_ms.get(item.id))
        for item, planned in zip(sitting.items, starts, strict=False)
        if item.state != "skipped"
    )


def _item(context: RenderContext, item: Item, planned: int, after_ms: int | None) -> BoardItem:
    meeting, words = context.meeting, context.words
    seat = meeting.seats.get(item.speaker or "")
    title = item_title(words, meeting, item.id)
    name = words.seat_name(seat) if seat else ""
    holder = current_holder(meeting, words) if item.state == "open" else None
    return BoardItem(
        id=item.id,
        state=item.state,
        planned=planned,
        title=name or title,
        kind=title if name else "",
        speaking=holder.name if holder and holder.name != name else "",
        after_ms=after_ms,
    )
