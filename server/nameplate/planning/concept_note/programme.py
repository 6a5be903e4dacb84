"""Reads the lines of a programme, one after the other: sittings, items, speakers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from . import words
from .dates_and_times import FoundTimes, find_dates, find_times
from .drafts import Draft, Heading, Programme
from .head import UNFINISHED, is_open
from .labels import SENTENCE, Label, Slot, split_label, split_leading_theme, split_time
from .outline import LONGEST_LINE, Line
from .people import (
    OPENING_QUOTES,
    Entry,
    find_rank,
    is_plain_name,
    rank_at_start,
    read_entry,
    split_people,
    take_minutes,
    take_theme,
    with_function_before,
)
from .phrases import (
    LONGEST_UNKNOWN_TITLE,
    by_chair,
    ends,
    moderation,
    without_by,
    without_by_at_end,
    without_moderation,
    without_office,
)
from .proposal import Field, Guess, Person
from .source_text import EDGES, Text
from .when_and_where import date_fields, sitting_of

MOST_ITEMS, MOST_HEADINGS = 100, 50
MOST_JOINED_LINES = 12
SHORTEST_SITTING = 60
"""In minutes, if the note gives only its times."""
LONGEST_NEXT_TITLE = 200
AFTER_SITTING = ":.–—-(,\t|0123456789"
OFFICES = {"chair": "chair", "chair_and_moderator": "chair", "moderator": "moderator"}
SUBORDINATE = ("speaker", "speakers", "presenter", "presenters")
SUPERIOR = ("opening_remarks", "keynote", "closing")
"""A line "Speaker: ..." below a line "Opening" means the speaker of the opening."""
OF_THE_FLOOR = ("floor_block", "general_debate", "replies")
ADDRESSED = ("opening_remarks", "closing", "wrap_up", "keynote", "replies")
"""Kinds of items that a note may give to the chair or to all panellists."""


class ProgrammeReader:
    """Reads lines in their order. `role` is the role of the last label, for the persons in the lines after it."""

    def __init__(self, lines: list[Line], year: int | None) -> None:
        self.lines = [*_divided(lines)]
        self.year = year
        self.found = Programme()
        self.role: str | None = None
        self.label = Text()
        self.outer: tuple[str | None, Text] = None, Text()
        """The role and the label around the line of a moderator."""
        self.label_line = -1
        self.slot: Slot | None = None
        self.heading: Heading | None = None
        self.bare: Heading | None = None
        """The last heading that is only the times of a sitting."""
        self.in_block = False
        """Whether the last item is a session or a panel with a number, or another part of a sitting."""
        self.of_session: Person | None = None
        """The first chair who is named for one session. The programme file has no place for several."""
        self.day: date | None = None
        self.day_field: Field | None = None
        self.waiting: Draft | None = None
        self.last: Draft | None = None
        self.last_line = -1
        self.position = 0
        self.announced = False
        """Whether the last label announced the speaker of an opening, a keynote or a closing in an own line."""

    def read(self) -> Programme:
        while self.position < len(self.lines):
            line = self.lines[self.position]
            self.position += 1
            if line.text and len(line.text.chars) <= LONGEST_LINE:
                self._read_line(line)
        if self.found.chair is None and not self._has_several_sessions():
            self.found.chair = self.of_session
        return self.found

    def _has_several_sessions(self) -> bool:
        days = {heading.day for heading in self.found.headings if heading.day}
        blocks = sum(item.is_block for item in self.found.items)
        return len(days) > 1 or sum(bool(heading.text) for heading in self.found.headings) + blocks > 1

    def _read_line(self, line: Line) -> None:
        text = line.text
        if (label := words.THEME_LABEL.match(text.chars)) and self.last and not self.last.theme and self.last.person:
            self.last.theme = text.cut(label.end()).plain()
            return
        text = without_office(self._take_day(text))
        if not text or self._take_heading(text, line):
            return
        text, slot = split_time(text)
        if slot:
            text = without_office(text)
            self._begin_slot(slot)
            if not text:
                return
            if words.SITTING.match(text.chars) and find_rank(text.chars) is None:
                self.slot = replace(slot, of_part=True)
                self._read_unknown_item(text, None, line).is_block = True
                self.in_block = True
                return
        label_ = split_label(text)
        if label_ and self._is_item(label_, line, slot is not None):
            self._read_label(label_, line, slot)
        else:
            self._read_other(text, line, slot)

    # Days and sittings

    def _take_day(self, text: Text) -> Text:
        """The line without the date at its begin, which becomes the day of what follows."""
        marker = words.DAY_HEADING.match(text.chars)
        dated = text.cut(marker.end()) if marker else text
        for found in find_dates(dated.chars[:80], self.year):
            if found.start <= 1 and len(found.days) == 1:
                rest = dated.cut(found.end).strip(EDGES + ")(")
                if find_rank(rest.chars) is None and len(rest.chars) < 150:
                    ((self.day, self.day_field),) = date_fields(dated, found)
                    self._add_heading(Heading(self.day, self.day_field))
                    return rest
        return text

    def _take_heading(self, text: Text, line: Line) -> bool:
        """Whether the line begins a sitting, such as "Morning session (10:00-13:00): the theme"."""
        if find_rank(text.chars) is not None:
            return False
        match = words.SITTING.match(text.chars)
        rest = text.cut(match.end()).strip() if match else text
        times = next(iter(find_times(rest.chars)), None)
        others = rest.without(times.start, times.end) if times else rest
        others = others.strip(EDGES + "()")
        if match and rest and rest.chars[0] not in AFTER_SITTING:
            return False
        if not match and (others or not times or not self._expects_times(times)):
            return False
        if match and self.bare and not times and not match["part"] and self.bare.day == self.day:
            self._reset()
            self.in_block = True
            return True  # a session in the sitting whose times are above it
        heading = Heading(self.day, self.day_field)
        if match:
            heading.text = text.cut(0, match.end())
            heading.title = heading.text.plain()
            heading.part = (match["part"] or "").lower()
            heading.index = words.ORDINALS.get((match["ordinal"] or match["number"] or "").lower())
        if times:
            heading.sitting = sitting_of(rest, times)
            heading.sitting.day, heading.sitting.date_field = self.day, self.day_field
            heading.sitting.from_heading = True
            begin, until = rest.cut(*times.begin_at), rest.cut(*times.until_at)
            heading.slot = Slot(times.begin, begin, times.until, until, times.begin_guess, times.until_guess, True)
        if not words.ROOM.search(others.chars):
            theme, _ = split_leading_theme(others)
            heading.theme = (theme or others).plain()
        self._add_heading(heading)
        self.bare = None if match else heading
        self.found.used.add(line.index)
        return True

    def _expects_times(self, times: FoundTimes) -> bool:
        """Whether times alone are those of a sitting: below a day, or after the sitting above, and not too short."""
        if self.slot or times.until - times.begin < SHORTEST_SITTING:
            return False
        above = self.bare.sitting if self.bare and self.bare.day == self.day else None
        if above and above.end is not None:
            return times.begin >= above.end
        return bool(self.day and self.heading and not self.heading.sitting)

    def _add_heading(self, heading: Heading) -> None:
        self._reset()
        heading.position = len(self.found.items)
        if len(self.found.headings) < MOST_HEADINGS:
            self.heading = heading
            self.found.headings.append(heading)

    def _reset(self) -> None:
        self.role, self.label, self.slot, self.waiting, self.last = None, Text(), None, None, None
        self.outer = None, Text()
        self.in_block = False

    def _begin_slot(self, slot: Slot) -> None:
        self._reset()
        self.slot = slot

    # Labels

    def _is_item(self, label: Label, line: Line, timed: bool) -> bool:
        """Whether a line that begins with a known phrase is an item or a role, and no other text."""
        if timed or label.heads or label.separator or find_rank(label.rest.chars) == 0:
            return True
        if self.waiting and not self.waiting.person and line.index == self.label_line + 1:
            return False  # the function of the person whom the label before announces
        extra = len(label.zone.chars.split()) - len(label.phrase.split())
        return extra <= 7 and not line.text.chars.endswith((".", ";", ","))

    def _read_label(self, label: Label, line: Line, slot: Slot | None) -> None:
        self.found.used.add(line.index)
        if slot and label.phrase in words.PARTS and label.role in words.SPEAKING:
            self.slot = slot = replace(slot, of_part=True)
        zone, minutes = take_minutes(label.zone, of_floor=label.role in OF_THE_FLOOR)
        role, kind_text = label.role, label.named
        is_announced = self.waiting is not None or self.announced
        self.announced = False
        if label.phrase in SUBORDINATE and self.role in SUPERIOR and self._is_next(line) and is_announced:
            self.announced = True
            self._read_people(self._joined(label.rest, line), needs_rank=False)
            return
        self.last, self.waiting, self.label_line = None, None, line.index
        if role not in OFFICES:
            self.outer = None, Text()
        elif self.role not in OFFICES:
            self.outer = self.role, self.label
        self.role, self.label = role, kind_text
        rest = label.rest
        if role not in words.SPEAKING or role in ADDRESSED:
            rest = self._joined(rest, line)
            self._read_item(label, zone, minutes, rest, line, slot)
            return
        waiting = self._draft(role, kind_text)
        waiting.minutes, waiting.stands = minutes, bool(slot or minutes)
        waiting.title = zone
        if not rest:
            if role not in OFFICES:
                self._add(waiting)
            self.waiting = waiting
            return
        if (panel := words.BY_PANEL.match(rest.chars)) and rest.chars[panel.end() : panel.end() + 1] in (":", "\t"):
            rest = rest.cut(panel.end() + 1).strip()
        theme, rest = split_leading_theme(self._joined(rest, line))
        if label.phrase in words.PANEL and find_rank(rest.chars) is None:
            self._read_panel_heading(waiting, rest, slot)
            return
        waiting.theme = theme.plain()
        rest = without_by(rest)
        self.waiting = waiting
        if rest and not self._read_people(rest, needs_rank=False):
            if role in ("presentation", "video") or waiting.stands:
                self._add(waiting)
        elif not rest:
            self._add(waiting)

    def _is_next(self, line: Line) -> bool:
        """Whether this line follows the last label or the last person at once."""
        return line.index in (self.label_line + 1, self.last_line + 1)

    def _read_panel_heading(self, waiting: Draft, rest: Text, slot: Slot | None) -> None:
        """A heading such as "Panel 1: Law and policy (10:15-11:30)". Its persons are in the next lines."""
        times = next(iter(find_times(rest.chars)), None)
        if times and not slot:
            begin, until = rest.cut(*times.begin_at), rest.cut(*times.until_at)
            self.slot = Slot(times.begin, begin, times.until, until, times.begin_guess, times.until_guess, True)
            waiting.slot, waiting.stands = self.slot, True
        waiting.is_block = self.in_block = True
        self._add(waiting)
        self.waiting = waiting

    def _read_item(
        self, label: Label, zone: Text, minutes: Field | None, rest: Text, line: Line, slot: Slot | None
    ) -> None:
        """An item that may have no speaker of its own, such as a discussion or a wrap-up."""
        role = label.role
        draft = self._draft(role, self.label)
        draft.title, draft.minutes = zone, minutes
        if not draft.minutes:
            rest, draft.minutes = take_minutes(rest, of_floor=role in OF_THE_FLOOR)
        draft.stands = role not in words.SPEAKING or bool(slot or line.marked or draft.minutes)
        self._add(draft)
        theme, rest = split_leading_theme(rest)
        draft.theme = theme.plain()
        rest = without_by(rest)
        if role in ADDRESSED and (chair := by_chair(rest) or by_chair(zone.cut(len(self.label.chars)).strip())):
            draft.by_chair = chair.field(value="chair")
            self._rename(draft, role)
            self.role = None
        elif role in ADDRESSED and (said := words.BY_MODERATOR.match(rest.chars)) and ends(rest.chars, said.end()):
            draft.by_moderator = True
            self.role = None
        elif role == "replies" and words.BY_PANEL.match(rest.chars):
            draft.title = take_minutes(label.whole)[0]
            draft.by_panel = True
        elif role in ADDRESSED:
            self.waiting = draft
            if rest:
                self._read_people(rest, needs_rank=role == "wrap_up")
        elif moderator := moderation(zone, rest):
            draft.title = without_moderation(zone)
            self.role = "moderator"
            self.waiting = None
            self._read_people(moderator, needs_rank=True)
            self.role = role

    def _rename(self, draft: Draft, role: str) -> None:
        """Opening remarks by the chair are the chair's opening."""
        if role == "opening_remarks":
            draft.kind = replace(draft.kind, value="chair_opening")
        draft.stands = True

    def _draft(self, role: str, text: Text, guess: Guess | None = None) -> Draft:
        kind = {"video": "opening_remarks", "chair_and_moderator": "chair"}.get(role, role)
        guess = guess or (Guess.KIND if role == "video" else None)
        written = text.field(guess, kind) or Field(kind, (), guess or Guess.KIND)
        draft = Draft(role, written, slot=self.slot, heading=self.heading, day=self.day)
        draft.medium = text.field() if role == "video" else None
        return draft

    def _add(self, draft: Draft) -> None:
        if draft not in self.found.items and len(self.found.items) < MOST_ITEMS:
            self.found.items.append(draft)

    # Persons

    def _read_people(self, text: Text, needs_rank: bool) -> bool:
        """Add the persons of an entry. Whether there was one."""
        found = False
        pieces = split_people(text)
        named, function = with_function_before(pieces)
        for piece in [named] if function else pieces:
            entry = read_entry(piece, needs_rank)
            if function and entry.person and not entry.person.title:
                entry = replace(entry, person=replace(entry.person, title=function))
            if entry.person:
                self._attach(entry)
                found = True
            elif self.waiting and (entry.minutes or entry.medium or entry.theme):
                self.waiting.minutes = self.waiting.minutes or entry.minutes
                self.waiting.medium = self.waiting.medium or entry.medium
                self.waiting.theme = self.waiting.theme or entry.theme
        return found

    def _attach(self, entry: Entry) -> None:
        """Give a person to the item that waits for one, or to a new item of the same role."""
        own_role = entry.role if self.role not in SUPERIOR else None
        role = own_role or self.role
        draft = self.waiting if not own_role else None
        if draft is None:
            if role in words.SPEAKING:
                draft = self._draft(str(role), entry.role_text if own_role else self.label)
            else:
                draft = self._draft("presentation", Text(), Guess.KIND)
                draft.kind = replace(draft.kind, spans=entry.person.name.spans if entry.person else ())
        self.waiting = None
        draft.person = entry.person
        draft.theme = draft.theme or entry.theme
        draft.on_behalf_of, draft.minutes = entry.on_behalf_of, draft.minutes or entry.minutes
        draft.medium = draft.medium or entry.medium
        self.last, self.last_line = draft, self.lines[self.position - 1].index
        if draft.role in OFFICES:
            draft.person = self._take_office(draft.role, entry.person, draft.kind, self._is_in_session())
            if not own_role:
                self.role, self.label = self.outer
            return
        if entry.role in OFFICES and entry.person:
            self._take_office(entry.role, entry.person, entry.role_text.field(value=OFFICES[entry.role]))
        self._add(draft)

    def _is_in_session(self) -> bool:
        """Whether the line is below the heading of one session."""
        return self.in_block or bool(self.heading and self.heading.text)

    def _take_office(
        self, role: str, person: Person | None, said: Field | None, is_in_session: bool = False
    ) -> Person | None:
        """Make a person the chair or the moderator. The first one stays."""
        person = person and replace(person, role=said)
        if OFFICES[role] == "chair" and is_in_session:
            self.of_session = self.of_session or person
        elif OFFICES[role] == "chair":
            self.found.chair = _first(self.found.chair, person)
        else:
            self.found.moderator = _first(self.found.moderator, person)
        return person

    def _replace_person(self, person: Person) -> None:
        """A person whose title came later."""
        assert self.last is not None  # noqa: S101 - only called for the last person
        if self.last.person is self.found.chair:
            self.found.chair = person
        if self.last.person is self.of_session:
            self.of_session = person
        if self.last.person is self.found.moderator:
            self.found.moderator = person
        self.last.person = person

    # All other lines

    def _read_other(self, text: Text, line: Line, slot: Slot | None) -> None:
        rank = find_rank(text.chars[:LONGEST_UNKNOWN_TITLE])
        if rank == 0:
            self._read_people(self._joined(text, line), needs_rank=True)
            return
        theme, after = split_leading_theme(text)
        after = without_by(after)
        if not theme and self.waiting and rank_at_start(after.chars):
            self._read_people(self._joined(after, line), needs_rank=True)
            return
        if theme and after and rank_at_start(after.chars):
            self._read_person_with_theme(theme.plain(), self._joined(after, line))
        elif slot or (rank is not None and "\t" in text.chars[:rank] and self.slot):
            self._read_unknown_item(text, rank, line)
        elif rank is not None and text.chars[:rank].endswith("\t") and self.role in words.SPEAKING:
            before = self.last
            self._read_people(self._joined(text.cut(rank), line), needs_rank=True)
            if self.last and self.last is not before:
                self.last.kind = replace(self.last.kind, guess=self.last.kind.guess or Guess.KIND)
        elif rank is None and self._is_unranked_speaker(text):
            self._read_people(self._joined(text, line), needs_rank=False)
        elif self._read_next_line(text, line):
            return
        elif self.role in words.SPEAKING and rank is None and self._may_be_person(text, line):
            self._read_people(self._joined(text, line), needs_rank=False)
        elif self.slot and self.slot is not slot and not self._has_item_in_slot():
            self._read_unknown_item(text, rank, line)
        elif (line.after_blank or line.marked or text.chars.endswith(":")) and not (line.marked and rank):
            self._forget_role(text)

    def _has_item_in_slot(self) -> bool:
        return any(item.slot is self.slot for item in self.found.items[-20:])

    def _forget_role(self, text: Text) -> None:
        """An unknown heading ends the role of the label above it."""
        if len(text.chars) <= 80 and not text.chars.endswith((".", ";", ",")):
            self.role, self.label, self.waiting, self.last = None, Text(), None, None

    def _is_unranked_speaker(self, text: Text) -> bool:
        """Whether a line in a list of names without forms of address is one more of them."""
        name, comma, _ = text.chars.partition(",")
        before = self.last.person if self.last else None
        listed = self.waiting is not None or (before is not None and before.rank is None)
        return bool(comma) and self.role == "presentation" and listed and is_plain_name(name)

    def _may_be_person(self, text: Text, line: Line) -> bool:
        name = text.chars.split(",")[0]
        follows = self.waiting is not None and line.index == self.label_line + 1
        if line.marked or follows:
            return len(text.chars) <= 400 and not text.chars.endswith(("?", "."))
        return is_plain_name(name) and (self.waiting is not None or "," in text.chars) and not line.after_blank

    def _read_person_with_theme(self, theme: Field | None, text: Text) -> None:
        before = self.last
        self._read_people(text, needs_rank=True)
        if self.last and self.last is not before:
            self.last.theme = theme

    def _read_unknown_item(self, text: Text, rank: int | None, line: Line) -> Draft:
        """A line with a time whose label is not known, such as "10:15 The right to development - Ms. Ada Example"."""
        self.found.used.add(line.index)
        draft = self._draft("presentation", Text(), Guess.KIND)
        before = text.cut(0, rank).strip(EDGES) if rank is not None else text
        before = without_by_at_end(before)
        theme = take_theme(before)[1]
        draft.kind = replace(draft.kind, spans=before.spans)
        draft.stands = True
        self.role, self.label = None, Text()
        self._add(draft)
        if rank is None:
            draft.title = text if len(text.chars) <= LONGEST_UNKNOWN_TITLE else Text()
            draft.stands = bool(draft.title)
            return draft
        draft.theme = theme or before.plain(Guess.THEME)
        self.waiting = draft
        self._read_people(self._joined(text.cut(rank), line), needs_rank=True)
        return draft

    def _read_next_line(self, text: Text, line: Line) -> bool:
        """Whether the line gives the title or the theme of the person in the line before it."""
        last = self.last
        if not last or not last.person or line.marked or line.index != self.last_line + 1:
            return False
        if text.chars[0] not in OPENING_QUOTES and SENTENCE.search(text.chars):
            return False
        if text.chars[0] in OPENING_QUOTES and not last.theme:
            theme, _ = split_leading_theme(text)
            last.theme = (theme or text).plain(Guess.NEXT_LINE)
            self.last_line = line.index
            return True
        title = take_theme(text)[0].strip(EDGES)
        if not title or len(title.chars) > LONGEST_NEXT_TITLE or not title.chars[0].isupper() or ". " in text.chars:
            return False
        if last.person.title:
            guess = last.person.title.guess or Guess.GOES_ON
            self._replace_person(replace(last.person, title=replace(last.person.title, guess=guess)))
            return True
        if title.chars.endswith("."):
            return False
        title, theme_field = take_theme(self._joined(text, line))
        self._replace_person(replace(last.person, title=title.strip(EDGES).field(Guess.NEXT_LINE)))
        last.theme = last.theme or theme_field
        self.last_line = self.lines[self.position - 1].index
        return True

    def _joined(self, text: Text, line: Line) -> Text:
        """The text with the lines that continue it."""
        joined = text
        previous = line
        for following in self.lines[self.position : self.position + MOST_JOINED_LINES]:
            if following.index != previous.index + 1 or not self._continues(joined, following):
                break
            joined, previous = joined.joined(following.text), following
            self.position += 1
        return joined

    def _continues(self, text: Text, line: Line) -> bool:
        chars = line.text.chars
        if line.marked or not chars or "\t" in chars or len(chars) > LONGEST_LINE or rank_at_start(chars):
            return False
        if split_time(line.text)[1] or words.THEME_LABEL.match(chars):
            return False
        if is_open(text.chars):
            return True
        if (label := split_label(line.text)) and label.heads:
            return False
        return text.chars.rstrip().endswith(UNFINISHED) or chars[0].islower()


def _divided(lines: list[Line]) -> Iterator[Line]:
    """The lines, with each further label of a line as a line of its own."""
    for line in lines:
        start = 0
        if len(line.text.chars) <= LONGEST_LINE:
            for match in words.NEXT_LABEL.finditer(line.text.chars):
                yield replace(line, text=line.text.cut(start, match.start()))
                start, line = match.end(), replace(line, marked=False, after_blank=False)
        yield replace(line, text=line.text.cut(start)) if start else line


def _first(first: Person | None, second: Person | None) -> Person | None:
    """The first of two persons. It is a guess if the second is another one."""
    if first and second and first.name.value.lower() != second.name.value.lower():
        return replace(first, name=replace(first.name, guess=Guess.SEVERAL))
    return first or second
