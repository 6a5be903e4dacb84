"""The audiences that have a page, and which of them each role may see."""

from __future__ import annotations

from nameplate.meeting import Role
from nameplate.screens.audiences import AUDIENCES

PAGES = tuple(audience.name for audience in AUDIENCES.values() if audience.regions)
ROLES = frozenset(Role) - {Role.ORGANISER}
"""The roles of passes."""
MAY_SEE: dict[Role, tuple[str, ...]] = {
    role: tuple(name for name in PAGES if role in AUDIENCES[name].visible_to) for role in ROLES
}

LINKS = {"join", "bridge"} | {name for name in PAGES if name not in ("delegate", "public")}
"""The links that a meeting has once, beside those of its seats: each screen has one of its own name."""
