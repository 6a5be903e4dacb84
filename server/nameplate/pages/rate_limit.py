"""How many commands one pass may give: a bucket for each pass, never for an address, since a whole room shares one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nameplate.access.passes import Pass
from nameplate.meeting import Role


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many at once, and so many a second after that."""

    burst: int
    per_second: float


MODERATING = Allowance(400, 100)
OTHERS = Allowance(30, 2)
ALLOWANCES: Mapping[Role, Allowance] = {Role.CHAIR: MODERATING, Role.DESK: MODERATING}


class RateLimit:
    """What each pass has left."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._left: dict[str, tuple[float, int]] = {}

    def take(self, held: Pass) -> bool:
        """Take one command from the allowance of a pass; False when there is none left, which costs nothing."""
        allowance, now = ALLOWANCES.get(held.role, OTHERS), self._now_ms()
        left, since = self._left.get(held.hash, (float(allowance.burst), now))
        left = min(allowance.burst, left + (now - since) / 1000 * allowance.per_second)
        allowed = left >= 1
        self._left[held.hash] = (left - 1 if allowed else left, now)
        return allowed
