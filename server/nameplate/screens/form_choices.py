"""The seats and categories that can be chosen in the forms of the chair and the desk."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.seats import is_replaced
from nameplate.wording.language import Words


def form_choices(meeting: Meeting, words: Words) -> dict[str, object]:
    """Values for the template: ids with their names."""
    callable_seats = (s for s in meeting.seats.values() if s.category not in ("chair", "other"))
    seats = [s for s in callable_seats if not is_replaced(meeting, s)]
    return {
        "seats": [(seat.id, words.seat_name(seat), words.category(seat.category)) for seat in seats],
        "panellist": words.category("panellist"),
        "categories": [(category, words.category(category)) for category in CATEGORIES if category != "panellist"],
    }
