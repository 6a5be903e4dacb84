"""What a handler raises when it cannot serve a request."""

from __future__ import annotations

from dataclasses import dataclass, field

from nameplate.meeting import Reason

NOT_FOUND = (404, "not_found", "There is nothing at this address.")


@dataclass
class Problem(Exception):
    """An HTTP status, a code for programs, a sentence for people, and facts that programs may need."""

    status: int
    code: str
    sentence: str
    facts: dict[str, str | int] = field(default_factory=dict)


def status_of(reason: Reason) -> int:
    """The HTTP status of a refusal."""
    if reason.name.startswith("UNKNOWN_"):
        return 404
    if reason in (Reason.FORBIDDEN, Reason.NOT_YOURS, Reason.NO_SEAT):
        return 403
    return 422 if reason is Reason.INVALID else 409
