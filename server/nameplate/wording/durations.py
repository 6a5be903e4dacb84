"""Speaking times as text, in whole seconds."""

from __future__ import annotations

MINUS = "\N{MINUS SIGN}"


def duration(ms: int) -> str:
    """Minutes and seconds: 2:30."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"


def long_duration(ms: int) -> str:
    """Hours, minutes and seconds: 1:02:30. Less than an hour: minutes and seconds."""
    hours, rest = divmod(ms // 1000, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else duration(ms)


def hours(ms: int) -> str:
    """Hours, minutes and seconds, also below an hour: 0:02:30. For figures in which seconds and hours meet."""
    whole, rest = divmod(ms // 1000, 3600)
    return f"{whole}:{rest // 60:02}:{rest % 60:02}"


def over_under(limit_ms: int, used_ms: int) -> str:
    """The used time minus the limit, with its sign. +0:12 is overtime."""
    seconds = used_ms // 1000 - limit_ms // 1000
    sign = "+" if seconds > 0 else MINUS if seconds < 0 else ""
    return f"{sign}{duration(abs(seconds) * 1000)}"
