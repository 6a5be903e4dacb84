"""The words of a language: gettext for sentences, and names of seats (a State's name comes from its ISO code)."""

from __future__ import annotations

import csv
import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from nameplate.meeting.model.categories import STATE_CATEGORIES
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Seat


@dataclass(frozen=True, slots=True)
class StateName:
    """A State as it stands on a list of speakers, and as it is said after "the representative of"."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    language: str
    catalogue: gettext.NullTranslations
    states: Mapping[str, StateName] = field(repr=False)

    def text(self, message: str, **facts: object) -> str:
        """A sentence with its facts filled in."""
        return self.catalogue.gettext(message) % facts

    def seat_name(self, seat: Seat) -> str:
        """How a seat is called on a screen."""
        if seat.name:
            return seat.name
        state = self.states.get(seat.id)
        return state.name if state else seat.id

    def seat_said(self, seat: Seat, on_behalf_of: str = "") -> str:
        """How the chair speaks of a seat."""
        said = self._said(seat)
        return self.text("%(who)s, on behalf of %(group)s", who=said, group=on_behalf_of) if on_behalf_of else said

    def form(self, form: str) -> str:
        """The form of an intervention in words; nothing for a plain statement."""
        return "" if form == "statement" else self.text(FORMS.get(form, form))

    def reply_number(self, turn: int) -> str:
        """Which right of reply it is, from 1; nothing for a first one."""
        if turn < 2:
            return ""
        return self.text("Second right of reply") if turn == 2 else self.text("Right of reply no. %(n)s", n=turn)

    def category(self, category: str) -> str:
        """The kind of speaker in words."""
        return self.text(CATEGORIES.get(category, category))

    def _said(self, seat: Seat) -> str:
        state = self.states.get(seat.id)
        if seat.category in STATE_CATEGORIES and state:
            return self.text("the distinguished representative of %(state)s", state=state.said)
        if seat.category in ("panellist", "chair", "other"):
            return self.seat_name(seat)
        return self.text("the distinguished representative of %(name)s", name=self.seat_name(seat))


CATEGORIES = {
    "member_state": "Member State",
    "observer_state": "Observer State",
    "concerned_country": "Country concerned",
    "group": "Group",
    "igo": "Intergovernmental organization",
    "un_entity": "UN entity",
    "mandate_holder": "Mandate holder",
    "nhri": "NHRI",
    "ngo": "NGO",
    "panellist": "Panellist",
    "chair": "Chair",
    "other": "Guest",
}

FORMS = {
    "statement": "Statement",
    "question": "Question",
    "reply": "Reply",
    "joint_statement": "Joint statement",
    "video": "Video message",
    "not_delivered": "Text submitted",
    "point_of_order": "Point of order",
    "right_of_reply": "Right of reply",
}

ORDERS = {
    "receipt": "as they asked",
    "alternate": "kinds of speakers in turn",
    "kept": "places kept for NHRIs and NGOs",
    "least_heard": "who spoke less often first",
    "least_time": "who spoke for less time first",
}

MOTIONS = {
    "": "Point of order",
    "suspend_meeting": "Motion to suspend the meeting",
    "adjourn_meeting": "Motion to adjourn the meeting",
    "adjourn_debate": "Motion to adjourn the debate",
    "close_debate": "Motion to close the debate",
}

DRAWN = {
    "receipt": "put back in order of receipt",
    "lot": "drawn by lot",
    "alphabet": "alphabet from the drawn letter %(letter)s",
}

KINDS = {
    "chair_opening": "Opening by the chair",
    "opening_remarks": "Opening remarks",
    "keynote": "Keynote address",
    "presentation": "Presentation",
    "interactive_dialogue": "Interactive dialogue",
    "general_debate": "General debate",
    "floor_block": "Interactive discussion",
    "replies": "Comments and replies by the panellists",
    "wrap_up": "Wrap-up",
    "closing": "Closing",
    "break": "Break",
}


@cache
def states(locale: Path, language: str) -> Mapping[str, StateName]:
    """Names of States by ISO code, from `states.tsv` of the language."""
    with (locale / language / "states.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, dialect="excel-tab")
        return {row["code"]: StateName(row["name"], row["said"]) for row in rows}


@cache
def words(locale: Path, language: str) -> Words:
    """A language, with English sentences where the catalogue has none."""
    catalogue = gettext.translation("nameplate", str(locale), [language], fallback=True)
    return Words(language, catalogue, states(locale, language))


def item_title(words: Words, meeting: Meeting, item_id: str) -> str:
    """The item's own title, else its kind in words."""
    item = next(i for i in meeting.items() if i.id == item_id)
    return item.title or words.text(KINDS[item.kind])


def minutes_and_seconds(ms: int) -> str:
    """Speaking time as it is written: 2:30."""
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"
