"""What to look at before a meeting: the server, the programme, the people, and the screens of the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from nameplate.access.passes import MODERATORS
from nameplate.meeting import Meeting, Role
from nameplate.meeting.model.values import Sitting
from nameplate.meeting.rehearsal import may_rehearse
from nameplate.wording.labels import LINK_LABELS
from nameplate.wording.language import Words, item_title
from nameplate.wording.messages import N_

from .audiences import links_of, screen_links
from .device_list import link_label

MINUTE_MS = 60_000
SPOKEN_KINDS = ("opening", "keynote", "presentation", "closing")
"""The kinds of items at which one person speaks."""
NEEDED = ("chair", "desk", "hall", "podium")
"""The links that every meeting uses."""
MOST_NAMES = 12
OTHER_ADDRESS = N_(
    "The technician starts the server again with --host 0.0.0.0, or sets its public address:"
    " --public-url, or NAMEPLATE_PUBLIC_URL. Then make the links again."
)


@dataclass(frozen=True, slots=True)
class Check:
    """A thing to look at. `state` is `good`, `look` (somebody should look at it) or `bad`.

    `names` are what it concerns, and `more` is the number of further ones. `advice` says what to do.
    """

    id: str
    state: str
    sentence: str
    names: tuple[str, ...] = ()
    more: int = 0
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checks by group. `rehearsal`: under_way, possible, or "" when the meeting has begun."""

    server: tuple[Check, ...]
    programme: tuple[Check, ...]
    people: tuple[Check, ...]
    screens: tuple[Check, ...]
    rehearsal: str
    phones: int

    @property
    def to_do(self) -> int:
        """The number of checks that are not good."""
        checks = (*self.server, *self.programme, *self.people, *self.screens)
        return sum(check.state != "good" for check in checks)


def checklist(
    meeting: Meeting,
    words: Words,
    used: Collection[str],
    connected: Iterable[str],
    problem: str | None,
    now_ms: int,
    only_here: bool,
) -> Checklist:
    """The checklist at `now_ms` (UTC). `problem` says why the database takes no write, or is None.

    `used` are the names of the passes that somebody has opened, and `connected` the audiences of all open screens.
    `only_here` says that only the machine of the server opens the links.
    """
    open_screens = Counter(connected)
    return Checklist(
        server=(_server(words, problem), _links(words, only_here)),
        programme=tuple(_programme(meeting, words, now_ms)),
        people=tuple(_people(meeting, words, used)),
        screens=tuple(_screens(meeting, words, used, open_screens)),
        rehearsal="under_way" if meeting.rehearsal else "possible" if may_rehearse(meeting) else "",
        phones=open_screens["delegate"] + open_screens["public"],
    )


def _server(words: Words, problem: str | None) -> Check:
    if problem is None:
        return Check("server", "good", words.text("The server stores what you do."))
    return Check("server", "bad", words.text("The server cannot store anything now. Tell the technician."))


def _links(words: Words, only_here: bool) -> Check:
    """Whether other machines can open the links and QR codes."""
    if not only_here:
        return Check("links", "good", words.text("Phones and other machines can open the address of the links."))
    told = words.text("Links and QR codes open on the machine of the server only. No phone can open them.")
    return Check("links", "bad", told, advice=words.translate(OTHER_ADDRESS))


def _programme(meeting: Meeting, words: Words, now_ms: int) -> Iterator[Check]:
    for sitting in meeting.sittings:
        if sitting.state == "planned" and sitting.end < now_ms:
            told = words.text("A sitting is planned for a time that is past. Correct its date.")
            yield Check(f"past-{sitting.id}", "bad", told)
        yield _minutes(meeting, words, sitting)
    without = [
        item_title(words, meeting, item.id)
        for item in meeting.items()
        if item.kind in SPOKEN_KINDS and not item.speaker and not item.speakers
    ]
    if without:
        yield _named("speakers", "look", words.text("No speaker is named for these items."), without)
    else:
        yield Check("speakers", "good", words.text("Every presentation has a speaker."))


def _minutes(meeting: Meeting, words: Words, sitting: Sitting) -> Check:
    """Whether the planned minutes of a sitting fit into its booked time."""
    needed = sum(item.minutes or 0 for item in sitting.items)
    booked = (sitting.end - sitting.start) // MINUTE_MS
    if needed > booked:
        told = words.text("The items need %(needed)s min, and %(booked)s are booked.", needed=needed, booked=booked)
        return Check(f"minutes-{sitting.id}", "bad", told)
    told = words.text("The items need %(needed)s of %(booked)s min.", needed=needed, booked=booked)
    unplanned = [item_title(words, meeting, item.id) for item in sitting.items if item.minutes is None]
    return _named(f"minutes-{sitting.id}", "good", told, unplanned)


def _people(meeting: Meeting, words: Words, used: Collection[str]) -> Iterator[Check]:
    told = {
        Role.PANELLIST: words.text("Panellists who have opened their link"),
        Role.DELEGATE: words.text("Delegations that have opened their link"),
    }
    for role, sentence in told.items():
        names = [link.name for link in links_of(meeting) if link.role is role]
        missing = [link_label(meeting, words, name) for name in names if name not in used]
        opened = len(names) - len(missing)
        count = words.text("%(told)s: %(n)s of %(all)s", told=sentence, n=opened, all=len(names))
        if names:
            yield _named(role.value, "look" if missing else "good", count, missing)


def _screens(meeting: Meeting, words: Words, used: Collection[str], connected: Counter[str]) -> Iterator[Check]:
    consoles = [link for link in links_of(meeting) if link.role in MODERATORS]
    for link in (*consoles, *screen_links(meeting)):
        label, number = words.label(LINK_LABELS, link.name), connected[link.audience]
        if number:
            yield Check(link.name, "good", words.text("%(label)s: %(n)s open", label=label, n=number))
        elif link.name in used or link.name in NEEDED:
            yield Check(link.name, "look", words.text("%(label)s: not open now", label=label))


def _named(id_: str, state: str, sentence: str, names: list[str]) -> Check:
    return Check(id_, state, sentence, tuple(names[:MOST_NAMES]), max(0, len(names) - MOST_NAMES))
