"""The words of the record: forms of speaking, outcomes, states, orders. Numbers and times as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from .language import Words

FORMS: Mapping[str, str] = {
    "statement": "Statement",
    "question": "Question",
    "reply": "Comment in reply",
    "joint_statement": "Joint statement",
    "video": "Video message",
    "not_delivered": "Submitted in writing",
    "point_of_order": "Point of order",
    "right_of_reply": "Right of reply",
}

CALLS: Mapping[str, str] = {
    "ended": "",
    "on": "Has the floor",
    "interrupted": "Interrupted",
    "absent": "Absent when called",
    "put_back": "Call taken back",
}

OUTCOMES: Mapping[str, str] = {
    "not_reached": "Not reached",
    "absent": "Absent when called",
    "withdrawn": "Withdrawn by the delegation",
    "removed": "Removed by the desk or the chair",
    "refused": "Late request, not admitted",
    "submitted": "Submitted in writing, not delivered",
    "waiting": "Still waiting",
    "late": "Late request, not decided",
}
"""Why somebody was not heard, in the order in which the annex has them."""

STEPS: Mapping[str, str] = {"planned": "Not reached", "open": "Under way", "closed": "Held", "skipped": "Left out"}

SITTINGS: Mapping[str, str] = {
    "planned": "Not held",
    "open": "Open",
    "suspended": "Suspended",
    "adjourned": "Adjourned",
}

POINTS: Mapping[str, str] = {
    "raised": "Not decided",
    "given": "Heard, not ruled on",
    "heard": "Heard, not ruled on",
    "ruled": "Ruled on",
    "withdrawn": "Taken back",
    "lapsed": "Not heard before the end of the sitting",
}

LISTS: Mapping[str, str] = {"unopened": "Not opened", "open": "Open", "closed": "Closed"}

SOURCES: Mapping[str, str] = {
    "phone": "own device",
    "nameplate": "nameplate",
    "paper": "paper slip",
    "verbal": "at the desk",
    "remote": "remote",
    "chair": "the chair",
}

ORDERS: Mapping[str, str] = {
    "receipt": "In the order in which the requests were received",
    "alternate": "Kinds of speakers in turn",
    "kept": "Places kept for some kinds of speakers in each block",
    "least_heard": "Who had spoken less often came first",
    "least_time": "Who had spoken for less time came first",
}

DRAWS: Mapping[str, str] = {
    "receipt": "The order of receipt was restored.",
    "lot": (
        "The order was drawn by lot with the seed “%(seed)s”: "
        "the places stand in the order of the SHA-256 of “seed:seat:inscription”."
    ),
    "alphabet": "The order is alphabetical from the letter %(letter)s, drawn with the seed “%(seed)s”.",
}

RANKS: Mapping[str, str] = {"drawn": "", "priority": "with priority", "placed": "placed by hand"}

MINUS = "\N{MINUS SIGN}"


def label(words: Words, names: Mapping[str, str], key: str) -> str:
    """A key in words; one that is not known yet stands as it is, readably."""
    return words.text(names.get(key, key.replace("_", " "))) if key and names.get(key, key) else ""


def printable(words: str) -> str:
    """Words without the characters that XML does not allow."""
    return "".join(
        c for c in words if c in "\n\t" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )


def clock(at: int | None, timezone: str) -> str:
    """A time of day to the second."""
    return local(at, timezone).strftime("%H:%M:%S") if at else ""


def hour(at: int | None, timezone: str) -> str:
    """A time of day to the minute."""
    return local(at, timezone).strftime("%H:%M") if at else ""


def day(at: int, timezone: str) -> str:
    """A date as the United Nations writes it in English: 3 March 2015."""
    there = local(at, timezone)
    return f"{there.day} {there:%B %Y}"


def local(at: int, timezone: str) -> datetime:
    """A time in the meeting's own time zone."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(timezone))


def duration(ms: int) -> str:
    """Minutes and seconds, whole seconds only, as a clock shows them."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"


def long_duration(ms: int) -> str:
    """Hours, minutes and seconds once there are hours."""
    hours, rest = divmod(ms // 1000, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else duration(ms)


def over_under(limit_ms: int, used_ms: int) -> str:
    """The difference between use and limit with its sign: +0:12 is overtime."""
    seconds = used_ms // 1000 - limit_ms // 1000
    sign = "+" if seconds > 0 else MINUS if seconds < 0 else ""
    return f"{sign}{duration(abs(seconds) * 1000)}"
