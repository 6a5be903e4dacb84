"""Reads the programme of a meeting from YAML: sittings, items, speakers, minutes, speaking times."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nameplate.meeting.appearance import COLOUR, LARGEST_LOGO_BYTES, PNG
from nameplate.meeting.model.bounds import MAX_SPEAKING_SECONDS, MIN_SPEAKING_SECONDS
from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.seats import CHAIR_SEAT
from nameplate.meeting.model.values import Item, ReadyMessage, Seat, Sitting, SpeakersList
from nameplate.meeting.programme.items import FLOOR_ITEM_KINDS, ITEM_KINDS, MAX_ITEM_MINUTES
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.ready_messages import LONGEST_MESSAGE, MESSAGE_ADDRESSEES, MOST_MESSAGES
from nameplate.meeting.speeches.speaking_times import PRESETS

from .bad_file import BadFile, read_bytes, read_text
from .meeting_rules import read_rules
from .png_picture import LARGEST_SIDE, DamagedPicture, LargePicture, check_png
from .programme_data import dump
from .yaml_node import LARGEST_BYTES, YamlNode, read_yaml

MEETING_KEYS = (
    "id", "title", "body", "date", "room", "timezone", "preset", "speaking_time", "chair", "sittings", "list",
    "right_of_reply", "points_of_order", "timer", "statements", "joining", "messages", "colour", "logo",
    "moderator", "organizer", "mandate", "participants", "outcome", "source", "assumed",
)  # fmt: skip
SITTING_KEYS = (
    "id", "start", "end", "date", "theme", "inscribe_from", "inscribe_until", "items", "title", "assumed", "source",
    "seen_in",
)  # fmt: skip
ITEM_KEYS = (
    "id", "kind", "title", "minutes", "speaker", "speakers", "of", "theme", "on_behalf_of", "list", "amber", "red",
    "language", "text", "order", "assumed", "source", "seen_in",
)  # fmt: skip
TEXTS = ("provided", "check against delivery")
"""They are buttons on the chair's console."""
MESSAGE_KEYS = ("to", "text")
LOGO_DATA = "data:image/png;base64,"
"""Begins a logo that is in the programme file itself."""
REPLIES_SUFFIX = "-replies"
LONGEST_SITTING_MS = 12 * 3_600_000
PERSON_KEYS = ("name", "title", "of", "display_alt", "assumed", "seen_in", "source")


@dataclass(frozen=True, slots=True)
class Programme:
    """The first event of the meeting, and warnings about sittings with items that need more than the booked time."""

    created: MeetingCreated
    warnings: tuple[str, ...]


def read_programme(path: Path, code: str, delegations: tuple[Seat, ...]) -> Programme:
    """Read the programme of a meeting with this code and these delegations. Raises `BadFile`."""
    return read_programme_text(read_text(path, LARGEST_BYTES), str(path), code, delegations, path.parent)


def read_programme_text(
    text: str, file: str, code: str, delegations: tuple[Seat, ...], folder: Path | None = None
) -> Programme:
    """The same for a text that need not come from a file. Errors name it `file`. Raises `BadFile`.

    A path of a logo is relative to `folder`. Without one, only a logo in the text itself is read.
    """
    top = read_yaml(text, file)
    nodes = top.mapping(MEETING_KEYS)
    reader = _Reader(top, nodes)
    planned = [reader.sitting(node) for node in top.required(nodes, "sittings").elements()]
    if not planned:
        raise nodes["sittings"].error("there must be at least one sitting")
    sittings = tuple(reader.with_repliers(sitting) for sitting in planned)
    people = reader.people
    messages = _messages(nodes["messages"]) if "messages" in nodes else ()
    created = MeetingCreated(
        code=code,
        title=top.required(nodes, "title").text(),
        sittings=sittings,
        lists=_lists(sittings),
        seats=(*delegations, *(Seat(p.id, p.category, of=p.of) for p in people.values())),
        limits=reader.limits(),
        rules=read_rules(nodes),
        body=reader.optional("body") or reader.optional("organizer"),
        room=reader.optional("room"),
        timezone=reader.zone.key,
        people=tuple(people.values()),
        messages=tuple(each.text for each in messages if each.to == "speaker"),
        colour=_colour(nodes["colour"]) if "colour" in nodes else "",
        logo=_logo(nodes["logo"], folder) if "logo" in nodes else "",
        other_messages=tuple(each for each in messages if each.to != "speaker"),
    )
    return Programme(created, tuple(w for s in sittings if (w := _warning_if_too_long(s))))


class _Reader:
    """Reads the parts of one file and collects the persons that it names."""

    def __init__(self, top: YamlNode, nodes: dict[str, YamlNode]) -> None:
        self.nodes = nodes
        self.people: dict[str, Seat] = {}
        self.zone = _time_zone(nodes.get("timezone"))
        self.date = nodes["date"].day() if "date" in nodes else None
        self._top = top
        self._ids: set[str] = set()
        self._item_speakers: dict[str, str] = {}
        self._repliers: dict[str, YamlNode] = {}
        if "chair" in nodes:
            self.people[CHAIR_SEAT] = _person(nodes["chair"], CHAIR_SEAT, "chair")

    def optional(self, key: str) -> str:
        """The text of a top-level key, or "" if the key is missing."""
        return self.nodes[key].text() if key in self.nodes else ""

    def limits(self) -> Mapping[str, int]:
        """Seconds by category: the values of the preset, with the changes in the file."""
        preset = self.nodes["preset"].one_of(tuple(PRESETS)) if "preset" in self.nodes else "seminar_2013"
        limits = dict(PRESETS[preset])
        if "speaking_time" in self.nodes:
            own = self.nodes["speaking_time"].mapping(CATEGORIES)
            limits |= {
                category: node.seconds(MIN_SPEAKING_SECONDS, MAX_SPEAKING_SECONDS) for category, node in own.items()
            }
        return limits

    def sitting(self, node: YamlNode) -> Sitting:
        nodes = node.mapping(SITTING_KEYS)
        name = self._id(node.required(nodes, "id"))
        day = nodes["date"].day() if "date" in nodes else self.date
        if day is None:
            raise node.error("“date” is missing: of this sitting, or of the whole event")
        start = self._time_on(day, node.required(nodes, "start"))
        end = self._time_on(day, node.required(nodes, "end"))
        if end < start:
            end = self._time_on(day + timedelta(days=1), nodes["end"])
        if not 0 < end - start <= LONGEST_SITTING_MS:
            raise nodes["end"].error("“end” must be later than “start”, by at most 12 hours, also after midnight")
        items = tuple(self.item(child, name) for child in node.required(nodes, "items").elements())
        if not items:
            raise nodes["items"].error("there must be at least one item")
        theme = nodes["theme"].text() if "theme" in nodes else ""
        opens, closes = self._window(nodes, start, items)
        return Sitting(name, start, end, items, theme, inscribe_from=opens, inscribe_until=closes)

    def _window(self, nodes: dict[str, YamlNode], start: int, items: tuple[Item, ...]) -> tuple[int, int]:
        """When delegations can inscribe in advance for a sitting: from, until. Both are 0 without a window."""
        first, last = nodes.get("inscribe_from"), nodes.get("inscribe_until")
        if first is None or last is None:
            if alone := first or last:
                raise alone.error("“inscribe_from” and “inscribe_until” need each other")
            return 0, 0
        opens, closes = self._moment(first), self._moment(last)
        if closes <= opens:
            raise last.error("“inscribe_until” must be later than “inscribe_from”")
        if closes > start:
            raise last.error("“inscribe_until” must not be later than the “start” of the sitting")
        if not any(item.list for item in items):
            raise first.error("the sitting has no item with a list, so nobody can inscribe")
        return opens, closes

    def _moment(self, node: YamlNode) -> int:
        return int(node.moment().replace(tzinfo=self.zone).timestamp() * 1000)

    def item(self, node: YamlNode, sitting: str) -> Item:
        nodes = node.mapping(ITEM_KEYS)
        name = self._id(node.required(nodes, "id"))
        kind = node.required(nodes, "kind").one_of(ITEM_KINDS)
        speaker = self._speaker(nodes, name) if "speaker" in nodes else None
        own_list = nodes["list"].text(40) if "list" in nodes else f"{sitting}-list"
        if own_list.endswith(REPLIES_SUFFIX):
            raise nodes["list"].error(f"“list” must not end with “{REPLIES_SUFFIX}”: so rights of reply are called")
        if speaker is None and (alone := nodes.get("language") or nodes.get("text")):
            raise alone.error(f"“{alone.name}” is about a speech, so the item must have a “speaker”")
        if "speakers" in nodes:
            self._repliers[name] = nodes["speakers"]
        return Item(
            id=name,
            kind=kind,
            title="" if speaker or "title" not in nodes else nodes["title"].text(),
            minutes=nodes["minutes"].whole_number(1, MAX_ITEM_MINUTES) if "minutes" in nodes else None,
            speaker=speaker,
            theme=nodes["theme"].text() if "theme" in nodes else "",
            on_behalf_of=nodes["on_behalf_of"].text() if "on_behalf_of" in nodes else "",
            list=own_list if kind in FLOOR_ITEM_KINDS else None,
            warn=nodes["amber"].threshold() if "amber" in nodes else None,
            last=nodes["red"].threshold() if "red" in nodes else None,
            language=nodes["language"].language() if "language" in nodes else "",
            text=nodes["text"].one_of(TEXTS).replace(" ", "_") if "text" in nodes else "",
        )

    def _speaker(self, nodes: dict[str, YamlNode], item: str) -> str:
        """The seat of an item's speaker. A person has only one seat. Its id comes from the person's first item."""
        node = nodes["speaker"]
        if node.value == CHAIR_SEAT:
            if CHAIR_SEAT not in self.people:
                raise node.error("the speaker is the chair, but the file names no “chair”")
            seat = CHAIR_SEAT
        else:
            title = nodes["title"].text() if "title" in nodes else ""
            of = nodes["of"].text() if "of" in nodes else ""
            known = next((p.id for p in self.people.values() if p.name == node.text() and p.title == title), None)
            seat = known or f"speaker-{item}"
            self.people.setdefault(seat, Seat(seat, "panellist", node.text(), title, of))
        self._item_speakers[item] = seat
        return seat

    def with_repliers(self, sitting: Sitting) -> Sitting:
        """The sitting with the seats of `speakers`, after all items were read: an item may name a later one."""
        items = (
            replace(item, speakers=self._speakers(self._repliers[item.id])) if item.id in self._repliers else item
            for item in sitting.items
        )
        return replace(sitting, items=tuple(items))

    def _speakers(self, node: YamlNode) -> tuple[str, ...]:
        seats = []
        for child in node.elements():
            item = child.text()
            if item not in self._item_speakers:
                raise child.error(f"“{item}” must be the id of an item that has a speaker")
            seats.append(self._item_speakers[item])
        return tuple(dict.fromkeys(seats))

    def _id(self, node: YamlNode) -> str:
        name = node.text(40)
        if name in self._ids:
            raise node.error(f"the id “{name}” is used twice")
        self._ids.add(name)
        return name

    def _time_on(self, day: date, node: YamlNode) -> int:
        hours, minutes = node.time()
        local = datetime(day.year, day.month, day.day, hours, minutes, tzinfo=self.zone)
        return int(local.timestamp() * 1000)


def _person(node: YamlNode, seat: str, category: str) -> Seat:
    if node.value:
        return Seat(seat, category, node.text())
    nodes = node.mapping(PERSON_KEYS)
    title = nodes["title"].text() if "title" in nodes else ""
    name = (
        nodes["display_alt"] if "display_alt" in nodes and " " in str(nodes["display_alt"].value) else nodes.get("name")
    )
    return Seat(seat, category, (name or node.required(nodes, "name")).text(), title)


def _messages(node: YamlNode) -> tuple[ReadyMessage, ...]:
    messages = tuple(dict.fromkeys(_message(child) for child in node.elements()))
    if len(messages) > MOST_MESSAGES:
        raise node.error(f"“messages” may have at most {MOST_MESSAGES} entries")
    return messages


def _message(node: YamlNode) -> ReadyMessage:
    """A message to the speaker, or a mapping that names the addressee."""
    if node.value is not None:
        return ReadyMessage("speaker", node.text(LONGEST_MESSAGE))
    nodes = node.mapping(MESSAGE_KEYS)
    to = node.required(nodes, "to").one_of(MESSAGE_ADDRESSEES)
    return ReadyMessage(to, node.required(nodes, "text").text(LONGEST_MESSAGE))


def read_colour(written: str) -> str:
    """A colour that is written in a form, as the file would have it. Raises `BadFile`."""
    return _colour(_alone("colour", written))


def read_logo(written: str) -> str:
    """The same for a logo that begins with `LOGO_DATA`: the picture in Base64."""
    return _logo(_alone("logo", written), None)


def _alone(key: str, value: str) -> YamlNode:
    """The value of a file that has no other key."""
    return read_yaml(dump({key: value}).text, "").mapping((key,))[key]


def _colour(node: YamlNode) -> str:
    if not COLOUR.fullmatch(node.value or ""):
        raise node.error('“colour” must be a colour like "#7a1f5c", in quotation marks')
    return node.text().lower()


def _logo(node: YamlNode, folder: Path | None) -> str:
    """The picture in Base64."""
    written = "".join((node.value or "").split())
    if written.startswith(LOGO_DATA):
        content = _logo_from_text(node, written.removeprefix(LOGO_DATA))
    elif folder is None:
        raise node.error(f"“logo” must be the picture itself here, in Base64 after “{LOGO_DATA}”, and no path")
    else:
        try:
            content = read_bytes(folder / node.text(), LARGEST_LOGO_BYTES)
        except BadFile as error:
            raise node.error(str(error)) from error
    if not content.startswith(PNG):
        raise node.error("“logo” must be a PNG picture")
    try:
        check_png(content)
    except DamagedPicture as error:
        raise node.error("“logo” cannot be read; save the picture again as PNG") from error
    except LargePicture as error:
        raise node.error(f"“logo” must have at most {LARGEST_SIDE} pixels on each side") from error
    return base64.b64encode(content).decode()


def _logo_from_text(node: YamlNode, written: str) -> bytes:
    try:
        content = base64.b64decode(written, validate=True)
    except ValueError as error:
        raise node.error(f"“logo” must be in Base64 after “{LOGO_DATA}”") from error
    if len(content) > LARGEST_LOGO_BYTES:
        raise node.error(f"“logo” is too large; at most {LARGEST_LOGO_BYTES // 1000} KB are read")
    return content


def _time_zone(node: YamlNode | None) -> ZoneInfo:
    if node is None:
        return ZoneInfo("UTC")
    try:
        return ZoneInfo(node.text())
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: a folder of time zones, such as Europe
        raise node.error(f"“timezone” must be a name like Europe/Zurich, not {node.value!r}") from error


def _lists(sittings: tuple[Sitting, ...]) -> tuple[SpeakersList, ...]:
    """The lists of speakers of the items (items may share a list), and a list of rights of reply for each sitting."""
    items_of_list: dict[str, list[str]] = {}
    for item in (item for sitting in sittings for item in sitting.items):
        if item.list:
            items_of_list.setdefault(item.list, []).append(item.id)
    speakers = [SpeakersList(name, tuple(items)) for name, items in items_of_list.items()]
    replies = [SpeakersList(f"{sitting.id}{REPLIES_SUFFIX}", (), "open", purpose="replies") for sitting in sittings]
    return (*speakers, *replies)


def _warning_if_too_long(sitting: Sitting) -> str | None:
    planned = sum(item.minutes or 0 for item in sitting.items)
    booked = (sitting.end - sitting.start) // 60_000
    if planned <= booked:
        return None
    over = planned - booked
    return f"Sitting “{sitting.id}” does not fit: its items take {planned} minutes, {over} over the {booked} booked."
