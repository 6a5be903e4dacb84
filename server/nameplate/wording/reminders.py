"""The chair's reminders in words, by the code of the reminder (`meeting/forecast/reminders.py`)."""

from __future__ import annotations

from collections.abc import Mapping

from .messages import N_, Message

REMINDERS: Mapping[str, Message] = {
    "clock_not_started": N_("%(name)s has the floor, and the clock has not been started."),
    "clock_paused": N_("The clock of %(name)s has stood for a while."),
    "list_should_close": N_("The list has been open for %(minutes)s minutes: time to close it?"),
    "sitting_ends": N_("The sitting ends in %(minutes)s minutes."),
    "sitting_over": N_("The sitting is past its end: there may be no interpretation any more."),
    "place_free": N_("Of the places kept for %(category)s, %(free)s of %(most)s are free."),
    "floor_idle": N_("Nobody has had the floor for a minute. %(name)s waits."),
}
