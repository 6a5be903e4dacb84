"""The panel with a window in which delegations inscribe in advance, by the time now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from nameplate.access.passes import new_code
from nameplate.meeting.programme.meeting_created import MeetingCreated
from tests.panel import panel
from tests.serving import Host, Hosted

HOUR = 3_600_000


def with_window(now: int, opens: int = -HOUR, closes: int = HOUR) -> MeetingCreated:
    """The panel. Its window opens and closes so many ms after `now`, and its first sitting begins a day later."""
    created = panel(new_code())
    first, *others = created.sittings
    length = first.end - first.start
    start = now + closes + 24 * HOUR
    first = replace(first, start=start, end=start + length, inscribe_from=now + opens, inscribe_until=now + closes)
    return replace(created, sittings=(first, *others))


@pytest.fixture
async def window(host: Host) -> AsyncIterator[Hosted]:
    """A meeting whose window is open now."""
    meeting = await host.meeting(with_window(host.context.lobby.time.now_ms()))
    yield meeting
    await meeting.remove()
