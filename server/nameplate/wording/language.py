"""A language: its sentences (gettext), its dates and numbers (Babel), and the names of seats."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from nameplate.meeting.model.categories import STATE_CATEGORIES
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Seat

from .articles import with_article
from .country_names import CountryName, country_names
from .labels import CATEGORY_LABELS, FORM_LABELS, ITEM_KIND_LABELS, ORDINALS, ROLE_LABELS
from .messages import Message

ENGLISH = "en"
WORLD_ENGLISH = Locale("en", "001")
"""The United Nations writes "3 March 2015", as most of the world does, and not "March 3, 2015"."""


class HasDignitary(Protocol):
    """What may name a person of rank: an inscription, or its row in the record."""

    @property
    def dignitary(self) -> str: ...

    @property
    def dignitary_title(self) -> str: ...


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One language. `countries` are the names of States by ISO code."""

    language: str
    catalogue: gettext.NullTranslations = field(repr=False)
    countries: Mapping[str, CountryName] = field(repr=False)
    locale: Locale

    def text(self, message: str, **facts: object) -> str:
        """Translate a literal and fill in the values."""
        return self.catalogue.gettext(message) % facts

    def translate(self, message: Message, **facts: object) -> str:
        """Translate a sentence from a table and fill in the values."""
        return self.catalogue.gettext(message) % facts if message else ""

    def plural(self, singular: str, plural: str, number: int, **facts: object) -> str:
        """Translate a literal in singular or plural, depending on `number`. `%(n)s` stands for the number."""
        return self.catalogue.ngettext(singular, plural, number) % {"n": number, **facts}

    def date(self, at: int, timezone: str) -> str:
        """The day of a moment (milliseconds UTC) in the meeting's time zone: 3 March 2015."""
        return format_date(local(at, timezone), "long", locale=self.locale)

    def time(self, at: int | None, timezone: str) -> str:
        """The time of day in hours (0 to 23) and minutes. "" for None."""
        return format_skeleton("Hm", local(at, timezone), locale=self.locale) if at else ""

    def exact_time(self, at: int | None, timezone: str) -> str:
        """The time of day with seconds. "" for None."""
        return format_skeleton("Hms", local(at, timezone), locale=self.locale) if at else ""

    def ordinal(self, number: int) -> str:
        """1st, 2nd, 3rd, 4th, 11th, 22nd ..."""
        form = self.locale.ordinal_form(number)
        return self.translate(ORDINALS.get(form, ORDINALS["other"]), n=number)

    def percent(self, number: int) -> str:
        """A whole number of percent."""
        return self.text("%(number)s %%", number=format_decimal(number, locale=self.locale, group_separator=False))

    def listed(self, names: Iterable[str]) -> str:
        """Names one after the other: a, b, c."""
        return format_list([*names], style="unit", locale=self.locale)

    def language_name(self, code: str) -> str:
        """The name of a language by its ISO 639 code, such as "French". "" for no code."""
        name: str = self.locale.languages.get(code, code)
        return name

    def seat_name(self, seat: Seat) -> str:
        """The name of a seat on a screen."""
        if seat.name:
            return seat.name
        country = self.countries.get(seat.id)
        return country.name if country else seat.id

    def seat_as_addressed(self, seat: Seat, on_behalf_of: str = "", dignitary: str = "") -> str:
        """The name of the seat in the sentence with which the chair gives the floor.

        `dignitary` is the name and the title of a person of rank who speaks for the seat.
        """
        name = self._dignitary(dignitary, seat) if dignitary else self._as_addressed(seat)
        if not on_behalf_of:
            return name
        return self.text("%(who)s, on behalf of %(group)s", who=name, group=self._in_sentence(on_behalf_of))

    def dignitary(self, of: HasDignitary) -> str:
        """The name and the title of the person of rank who speaks. "" if none does."""
        return self.listed(filter(None, (of.dignitary, of.dignitary_title)))

    def form(self, form: str) -> str:
        """The form of an intervention. "" for a statement."""
        return "" if form == "statement" else self.label(FORM_LABELS, form)

    def reply_number(self, turn: int) -> str:
        """The number of a right of reply in words. "" for the first one."""
        if turn < 2:
            return ""
        return self.text("Second right of reply") if turn == 2 else self.text("Right of reply no. %(n)s", n=turn)

    def category(self, category: str) -> str:
        """The category of a speaker."""
        return self.label(CATEGORY_LABELS, category)

    def role(self, role: str) -> str:
        """The role of a speaker in an item, or the category of a speaker."""
        return self.label(ROLE_LABELS, role) if role in ROLE_LABELS else self.category(role)

    def label(self, labels: Mapping[str, Message], key: str) -> str:
        """The label of a key. If there is no label, the key itself."""
        return self.translate(labels[key]) if key in labels else key

    def _dignitary(self, dignitary: str, seat: Seat) -> str:
        country = self.countries.get(seat.id)
        is_state = seat.category in STATE_CATEGORIES and country
        of = country.formal if country and is_state else self._in_sentence(self.seat_name(seat))
        return self.text("%(dignitary)s, of %(seat)s", dignitary=dignitary, seat=of)

    def _as_addressed(self, seat: Seat) -> str:
        country = self.countries.get(seat.id)
        if seat.category in STATE_CATEGORIES and country:
            return self.text("the distinguished representative of %(state)s", state=country.formal)
        if seat.category in ("panellist", "chair", "other"):
            return self.seat_name(seat)
        name = self._in_sentence(self.seat_name(seat))
        return self.text("the distinguished representative of %(name)s", name=name)

    def _in_sentence(self, name: str) -> str:
        """The name of an organization or a group, with its article in English."""
        return with_article(name) if self.language == ENGLISH else name


@cache
def load_words(folder: Path, language: str) -> Words:
    """A language from its subfolder of `folder`. Sentences that are missing in its catalogue are in English."""
    catalogue = gettext.translation("nameplate", str(folder), [language], fallback=True)
    return Words(language, catalogue, country_names(folder, language), locale_of(language))


def available_languages(folder: Path) -> tuple[str, ...]:
    """The languages that have a subfolder, such as "en" and "zh-Hans". English comes first."""
    found = sorted(each.name for each in folder.iterdir() if each.is_dir())
    return (ENGLISH, *(name for name in found if name != ENGLISH))


@cache
def locale_of(language: str) -> Locale:
    """The Babel locale of a language. If Babel does not know the language tag, the locale of its first subtag."""
    try:
        found = Locale.parse(language, sep="-")
    except UnknownLocaleError:
        found = Locale.parse(language.partition("-")[0])
    return WORLD_ENGLISH if str(found) == ENGLISH else found


def language_name(language: str) -> str:
    """The name of a language in this language itself."""
    return locale_of(language).get_language_name() or language


def local(at: int, timezone: str) -> datetime:
    """A time (ms, UTC) in the time zone of the meeting."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(timezone))


def item_title(words: Words, meeting: Meeting, item_id: str) -> str:
    """The title of the item. If it has no title, the label of its kind."""
    item = next(i for i in meeting.items() if i.id == item_id)
    return item.title or words.translate(ITEM_KIND_LABELS[item.kind])
