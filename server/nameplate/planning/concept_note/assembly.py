"""Puts the items into their sittings, in order, with their minutes."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date

from nameplate.meeting.programme.items import ITEM_KINDS

from . import words
from .dates_and_times import LONGEST_SITTING, clock
from .drafts import Draft, Heading, Programme
from .format_sentences import Format
from .proposal import Field, Guess, Item, Person, Sitting
from .source_text import EDGES, QUOTES, Text
from .when_and_where import MOST_SITTINGS, SittingDraft, WhenAndWhere

NOON, EVENING = 12 * 60, 17 * 60
SHORTEST_PAUSE = 30
"""Between two sittings, in minutes."""
AFTER_LUNCH = 14 * 60
ENDING = ("wrap_up", "closing")
"""Such an item begins no sitting."""
LONGEST_PAUSE = 45
"""After more minutes without an item, the next sitting begins, if the note gives no sittings."""
ORDER = (
    "chair_opening",
    "opening_remarks",
    "keynote",
    "presentation",
    "floor_block",
    "general_debate",
    "replies",
    "wrap_up",
    "closing",
)


def assemble(found: Programme, format_: Format, when: WhenAndWhere) -> tuple[Sitting, ...]:
    """The sittings with their items."""
    sittings = _sittings(found.headings, when)
    _fill_blocks(found)
    placed = _place(_kept(found.items), found.headings, sittings, when)
    placed = _without_unheld(placed)
    _add_panel(placed, format_)
    _add_format(placed, format_)
    return tuple(_sitting(sitting, drafts, found, format_, len(placed)) for sitting, drafts in placed)


def _without_unheld(placed: list[tuple[SittingDraft, list[Draft]]]) -> list[tuple[SittingDraft, list[Draft]]]:
    """Without the sittings that only the times of each day suggest, on a day whose items are in another sitting."""
    days = {sitting.day for sitting, drafts in placed if drafts}

    def is_held(sitting: SittingDraft, drafts: list[Draft]) -> bool:
        is_suggested = sitting.begin_field is not None and sitting.begin_field.guess is Guess.EACH_DAY
        return bool(drafts) or not is_suggested or sitting.day not in days

    return [(sitting, drafts) for sitting, drafts in placed if is_held(sitting, drafts)]


def _fill_blocks(found: Programme) -> None:
    """Give the slot of a numbered session to its items. A session without items is one item."""
    for item in found.items:
        if item.heading and item.heading.is_block and item.slot is None:
            item.slot = item.heading.slot
    for heading in reversed([heading for heading in found.headings if heading.is_block]):
        kind = heading.text.field(Guess.KIND, "presentation")
        if kind and not any(item.slot is heading.slot for item in found.items):
            empty = Draft("presentation", kind, heading.text, theme=heading.theme, slot=heading.slot, stands=True)
            empty.heading, empty.day = heading, heading.day
            found.items.insert(heading.position, empty)


def _kept(items: list[Draft]) -> list[Draft]:
    """The items without labels that had no speaker after all."""
    kept = [item for item in items if item.person or item.by_chair or item.by_moderator or item.stands]
    filled = {id(item.slot) for item in kept if not item.is_block or item.person}
    return [item for item in kept if not (item.is_block and not item.person and id(item.slot) in filled)]


def _sittings(headings: list[Heading], when: WhenAndWhere) -> list[SittingDraft]:
    sittings = [*when.sittings]
    _mark_blocks(headings, sittings)
    _number_by_day(headings)
    for heading in headings:
        own = heading.sitting
        if own is None or own.begin is None or own.end is None:
            continue
        same = next(
            (s for s in sittings if (s.begin, s.end) == (own.begin, own.end) and _same_day(s.day, own.day)), None
        )
        if same:
            same.begin_field, same.end_field = (
                _both(same.begin_field, own.begin_field),
                _both(same.end_field, own.end_field),
            )
            same.theme, same.title = same.theme or heading.theme, same.title or heading.title
            heading.sitting = same
            continue
        own.theme, own.title = heading.theme, heading.title
        if own.day is None:
            own.day = when.day
        for other in [*sittings]:
            inside = (
                other.begin is not None and other.end is not None and other.begin <= own.begin < own.end <= other.end
            )
            if inside and not other.from_heading and _same_day(other.day, own.day):
                sittings.remove(other)
        if len(sittings) < MOST_SITTINGS:
            sittings.append(own)
    if any(sitting.day for sitting in sittings):
        for sitting in sittings:
            sitting.day = sitting.day or when.day
    sittings.sort(key=lambda each: (each.day or date.min, each.begin or 0))
    return sittings


def _mark_blocks(headings: list[Heading], sittings: list[SittingDraft]) -> None:
    """Find the numbered sessions that are parts of a sitting. They follow each other without a pause."""
    numbered = [(h, h.sitting) for h in headings if h.sitting and not h.part]
    blocks: set[int] = set()
    for heading, own in numbered:
        if any(s.is_within_sitting(own) for s in sittings):
            blocks.add(id(heading))
        for _, other in numbered:
            if other is not own and _same_day(other.day, own.day) and _pause(own, other) in range(SHORTEST_PAUSE):
                blocks.update(id(each) for each, sitting in numbered if sitting in (own, other))
    for heading, _ in numbered:
        if id(heading) in blocks:
            heading.sitting, heading.index, heading.is_block = None, None, True


def _number_by_day(headings: list[Heading]) -> None:
    """Let the numbers of sessions begin anew on each day, if the note counts them through all days."""
    numbers: dict[date, list[int]] = {}
    for heading in headings:
        if heading.day and heading.index is not None:
            numbers.setdefault(heading.day, []).append(heading.index)
    for heading in headings:
        if heading.day and heading.index is not None:
            before = max((max(found) for day, found in numbers.items() if day < heading.day), default=-1)
            if min(numbers[heading.day]) > before:
                heading.index -= before + 1


def _pause(first: SittingDraft, second: SittingDraft) -> int:
    """The minutes from the end of a sitting to the begin of another one."""
    return second.begin - first.end if second.begin is not None and first.end is not None else -1


def _same_day(first: date | None, second: date | None) -> bool:
    return first is None or second is None or first == second


def _both(first: Field | None, second: Field | None) -> Field | None:
    if not first or not second:
        return first or second
    return replace(first, spans=tuple(dict.fromkeys((*first.spans, *second.spans))), guess=first.guess and second.guess)


def _find(heading: Heading, sittings: list[SittingDraft]) -> SittingDraft | None:
    """The sitting that a heading names."""
    if heading.sitting in sittings:
        return heading.sitting
    of_day = [s for s in sittings if heading.day is None or s.day == heading.day]
    if heading.part:
        low, high = {"morning": (0, NOON), "afternoon": (NOON, EVENING), "evening": (EVENING, 1440)}[heading.part]
        return next((s for s in of_day if s.begin is not None and low <= s.begin < high), None)
    if heading.index is not None:
        return of_day[heading.index] if heading.index < len(of_day) else None
    return of_day[0] if of_day and heading.day else None


def _place(
    items: list[Draft], headings: list[Heading], sittings: list[SittingDraft], when: WhenAndWhere
) -> list[tuple[SittingDraft, list[Draft]]]:
    if not sittings:
        return _invented(items, when)
    by_heading = {id(heading): _find(heading, sittings) for heading in headings}
    for heading in headings:
        if (named := by_heading[id(heading)]) and (heading.part or heading.index is not None):
            named.theme, named.title = named.theme or heading.theme, named.title or heading.title
    placed: dict[int, list[Draft]] = {id(sitting): [] for sitting in sittings}
    current = sittings[0]
    sure = len(sittings) == 1
    own: dict[int, SittingDraft] = {}
    for item in items:
        timed = None
        if item.slot:
            begin = item.slot.begin
            timed = next((s for s in sittings if s.has(begin) and (item.day is None or s.day == item.day)), None)
        named = by_heading.get(id(item.heading))
        if item.slot and not timed and item.role != "break":
            before = _before(sittings, item.slot.begin, item.day)
            if before and (not _names_sitting(item.heading) or (named and (named.begin or 0) < (before.begin or 0))):
                timed = before
                item.kind = replace(item.kind, guess=item.kind.guess or Guess.SITTING)
        if item.slot and not timed and item.heading and not named and not item.heading.is_block:
            timed = own.get(id(item.heading))
            if not timed and len(sittings) < MOST_SITTINGS:
                timed = own[id(item.heading)] = SittingDraft(
                    item.day or when.day, item.heading.day_field or when.date_field
                )
                timed.theme, timed.title = item.heading.theme, item.heading.title
                sittings.append(timed)
                placed[id(timed)] = []
        elif item.slot and not timed and item.role == "break":
            continue  # between two sittings
        if timed or named:
            current, sure = timed or named or current, True
        elif item.day and current.day and item.day != current.day:
            current = next((each for each in sittings if each.day == item.day), current)
            sure = False
        if not sure:
            item.kind = replace(item.kind, guess=item.kind.guess or Guess.SITTING)
        placed[id(current)].append(item)
    for sitting in own.values():
        _set_times(sitting, placed[id(sitting)])
    return [(sitting, placed[id(sitting)]) for sitting in sittings]


def _names_sitting(heading: Heading | None) -> bool:
    """Whether a heading says which sitting follows, and not only its day."""
    return heading is not None and bool(heading.part or heading.index is not None or heading.sitting)


def _before(sittings: list[SittingDraft], begin: int, day: date | None) -> SittingDraft | None:
    """The last sitting of a day that begins before this time."""
    earlier = [s for s in sittings if s.begin is not None and s.begin <= begin and s.day == day]
    return max(earlier, key=lambda each: each.begin or 0, default=None)


def _invented(items: list[Draft], when: WhenAndWhere) -> list[tuple[SittingDraft, list[Draft]]]:
    """Sittings from the headings, days and times of the items, because the note gives none."""
    placed: list[tuple[SittingDraft, list[Draft]]] = []
    last_begin, last_end = 0, 1440
    last: Draft | None = None
    for item in items:
        begin = item.slot.begin if item.slot else None
        pause = begin is not None and begin not in range(last_begin - LONGEST_PAUSE, last_end + LONGEST_PAUSE + 1)
        if pause and begin is not None and last and last.slot and last.slot.until is None and begin > last_begin:
            pause = item.role not in ENDING and last_begin < AFTER_LUNCH <= begin
        heading = last is not None and item.heading is not last.heading and not (item.heading and item.heading.is_block)
        new = not placed or pause or heading or (last is not None and item.day != last.day)
        if new and len(placed) < MOST_SITTINGS:
            draft = SittingDraft(day=item.day or when.day, date_field=when.date_field)
            if item.heading and not item.heading.is_block:
                draft.date_field = item.heading.day_field or when.date_field
                draft.theme, draft.title = item.heading.theme, item.heading.title
            placed.append((draft, []))
        last = item
        if item.slot:
            last_begin, last_end = item.slot.begin, item.slot.until or item.slot.begin
        if item.role == "break" and _is_lunch(item):
            last_begin, last_end = (1440, 0) if begin is not None else (last_begin, last_end)
            continue
        placed[-1][1].append(item)
    for draft, drafts in placed:
        _set_times(draft, drafts)
    return [each for each in placed if each[1]]


def _set_times(sitting: SittingDraft, items: list[Draft]) -> None:
    """The begin of the first item and the end of the last one."""
    slots = [item.slot for item in items if item.slot]
    if slots:
        first, last = slots[0], slots[-1]
        sitting.begin, sitting.begin_field = first.begin, first.begin_text.field(Guess.COMPUTED, clock(first.begin))
        if last.until is not None and first.begin < last.until <= first.begin + LONGEST_SITTING:
            sitting.end, sitting.end_field = last.until, last.until_text.field(Guess.COMPUTED, clock(last.until))


def _is_lunch(item: Draft) -> bool:
    return "lunch" in item.title.chars.lower()


def _add_panel(placed: list[tuple[SittingDraft, list[Draft]]], format_: Format) -> None:
    """Add the panellists whom a sentence names, if the note has no others."""
    if format_.panel and not any(item.role == "presentation" for _, items in placed for item in items):
        if not placed:
            placed.append((SittingDraft(), []))
        items = placed[0][1]
        at = next((n for n, item in enumerate(items) if item.role not in ("keynote", words.OPENING)), len(items))
        items[at:at] = format_.panel


def _add_format(placed: list[tuple[SittingDraft, list[Draft]]], format_: Format) -> None:
    """Add the items that only the sentences about the format name."""
    if not placed:
        if not (format_.items or format_.slots or format_.opening):
            return
        placed.append((SittingDraft(), []))
    if format_.opening and not any(i.role == words.OPENING for _, items in placed for i in items):
        placed[0][1].insert(0, format_.opening)
    has = {item.role for _, items in placed for item in items}
    if format_.slots and not has & {"floor_block", "replies"}:
        items = placed[0][1]
        at = max(
            (n for n, item in enumerate(items) if item.role in ("presentation", "keynote", words.OPENING)), default=-1
        )
        items[at + 1 : at + 1] = format_.slots
        has |= {"floor_block", "replies"}
    for draft, each in format_.items:
        if draft.role in has or (draft.role == "closing" and "wrap_up" in has):
            continue
        everywhere = each or draft.role != "closing"
        for _, items in placed if everywhere else placed[-1:]:
            own = copy(draft)
            if len(placed) > 1 and not each:
                own.kind = replace(own.kind, guess=own.kind.guess or Guess.EVERY_SITTING)
                own.minutes = own.minutes and replace(own.minutes, guess=Guess.EVERY_SITTING)
            rank = ORDER.index(own.role)
            at = next(
                (n for n, item in enumerate(items) if item.role in ORDER and ORDER.index(item.role) > rank), len(items)
            )
            items.insert(at, own)


def _sitting(draft: SittingDraft, drafts: list[Draft], found: Programme, format_: Format, sittings: int) -> Sitting:
    items = tuple(
        _item(item, minutes, found, format_)
        for item, minutes in zip(drafts, _minutes(drafts, draft.end, format_), strict=True)
    )
    return Sitting(draft.begin_field, draft.end_field, items, draft.date_field, draft.theme, draft.title)


def _minutes(drafts: list[Draft], end: int | None, format_: Format) -> list[Field | None]:
    """The minutes of each item: as the note says, or from its times."""
    found: list[Field | None] = []
    presentations = sum(draft.role == "presentation" for draft in drafts)
    for number, draft in enumerate(drafts):
        own = draft.minutes
        if own is None and draft.slot:
            sharing = [each for each in drafts if each.slot is draft.slot]
            taken = sum(int(each.minutes.value) for each in sharing if each.minutes)
            following = next((each.slot for each in drafts[number:] if each.slot and each.slot is not draft.slot), None)
            shared = sum(not each.minutes for each in sharing)
            own = _slot_minutes(draft, shared, taken, following.begin if following else end)
        if own is None and draft.role == "presentation":
            own = format_.minutes
            if own and format_.speakers not in (None, presentations):
                own = replace(own, guess=Guess.OTHER_NUMBER)
        found.append(own)
    return found


def _slot_minutes(draft: Draft, shared: int, taken: int, next_begin: int | None) -> Field | None:
    slot = draft.slot
    if slot is None:
        return None
    until = slot.until if slot.until is not None else next_begin
    if until is None or not shared <= until - slot.begin - taken <= 600:
        return None
    guess = slot.begin_guess or slot.until_guess or (Guess.COMPUTED if slot.until is None else None)
    guess = Guess.SHARED if shared > 1 or taken else guess
    if slot.of_part and not guess and (draft.person or not draft.is_block):
        guess = Guess.TIME_OF_PART
    return slot.text.field(guess, str((until - slot.begin - taken) // shared))


def _item(draft: Draft, minutes: Field | None, found: Programme, format_: Format) -> Item:
    person, by_chair, kind = draft.person, draft.by_chair, draft.kind
    if person and found.chair and (_is_title_of(person, found.chair) or _is_same(person, found.chair)):
        said = [field for field in (person.rank, person.name, person.title) if field]
        spans = tuple(span for field in said for span in field.spans)
        by_chair, person = Field("chair", spans), None
        if kind.value == words.OPENING:
            kind = replace(kind, value="chair_opening")
    if draft.by_moderator:
        if found.moderator:
            person = found.moderator
        elif found.chair:
            by_chair = replace(kind, value="chair", guess=Guess.MODERATOR_SPEAKS)
    if kind.value not in ITEM_KINDS:  # an office in the programme, such as "9:00 Chair"
        kind = replace(kind, value="chair_opening", guess=Guess.KIND)
    title = None if person else _item_title(draft.title)
    if kind.value == "presentation" and person is None and by_chair is None:
        kind = replace(kind, guess=kind.guess or Guess.ONE_FOR_ALL)
    if kind.value == "replies" and not draft.by_panel and person is None and by_chair is None:
        kind = replace(kind, guess=kind.guess or Guess.REPLIES)
    begin = None
    if draft.slot:
        begin = draft.slot.begin_text.field(draft.slot.begin_guess, clock(draft.slot.begin))
    return Item(kind, title, person, by_chair, draft.theme, draft.on_behalf_of, minutes, begin, draft.medium)


def _item_title(title: Text) -> Field | None:
    return title.drop(QUOTES.__contains__).strip(EDGES + "()").field()


def _is_same(person: Person, chair: Person) -> bool:
    """Whether the chair, who is named elsewhere in the note, speaks here."""
    if person.name.spans == chair.name.spans:
        return False
    return not chair.name.guess and person.name.value.lower() == chair.name.value.lower()


def _is_title_of(person: Person, chair: Person) -> bool:
    """Whether a function without a name is the one of the chair, such as President of the Human Rights Council."""
    if person.name.guess is not Guess.NO_NAME or not chair.title:
        return False
    return chair.title.value.lower().startswith(person.name.value.lower())
