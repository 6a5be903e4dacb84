"""The figures of several meetings: who was heard, how often and for how long, and who asked and was not reached.

All numbers come from the accounts of the meetings, so they agree with the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median_low

from nameplate.wording.language import local
from nameplate.wording.record_labels import OUTCOMES

from .account_values import Account, Intervention, PointOfOrder, SittingAccount, Speaker, UnheardInscription
from .regional_groups import GROUP_NAMES, GROUP_OF, WITHOUT_GROUP
from .speaker_categories import CATEGORY_NAMES, PODIUM_CATEGORIES

NOT_REACHED = ("not_reached", "refused", "not_confirmed")
"""The states of an inscription for which there was no time.

A late request that was not admitted is one of them, and so is an inscription in advance that was not confirmed.
"""
NO_STATES = frozenset({"group", "igo", "un_entity", "mandate_holder", "nhri", "ngo", "other"})
"""The categories of seats that are no State, whatever their id is."""
FORMS_APART = ("right_of_reply", "point_of_order")
"""The forms that are no statement of a delegation on the item."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some interventions and inscriptions. `over` counts overtime of a second or more.

    `heard` is the number of participants with an intervention that counts. `interventions` also has the rights of
    reply and the points of order; `statements` has neither. `points_of_order` also has those that were not heard.
    `median_ms` is the median of the time used. `unheard` has the inscriptions that were not heard, by their state.
    `not_reached` is the number of those for which there was no time. While the desk can still confirm an inscription,
    it is not one of them.
    """

    heard: int
    interventions: int
    statements: int
    rights_of_reply: int
    points_of_order: int
    limit_ms: int
    used_ms: int
    median_ms: int
    over: int
    over_ms: int
    unheard: Mapping[str, int]
    not_reached: int

    @property
    def absent(self) -> int:
        """How often the speaker was absent when called."""
        return self.unheard.get("absent", 0)


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """A meeting. `date` is the day of its first sitting.

    `booked_ms` is the booked time of the sittings that were opened, `sat_ms` the time for which they were open.
    """

    code: str
    title: str
    date: str
    booked_ms: int
    sat_ms: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A category of speakers, or a regional group of States. States without a group are under ""."""

    group: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class ParticipantFigures:
    """A State, an organization or a person. `kind` is a category, `region` a regional group or "".

    `meetings` is the number of meetings in which the participant was heard.
    """

    seat: str
    name: str
    of: str
    kind: str
    region: str
    meetings: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The items of a kind that were held and had planned minutes: planned against used time."""

    kind: str
    items: int
    planned_ms: int
    used_ms: int


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """The figures of several meetings. `regions` has all regional groups, also those that nobody spoke for."""

    meetings: tuple[MeetingFigures, ...]
    total: Figures
    categories: tuple[GroupFigures, ...]
    regions: tuple[GroupFigures, ...]
    items: tuple[ItemFigures, ...]
    participants: tuple[ParticipantFigures, ...]


@dataclass(slots=True)
class _Facts:
    """What is counted together. A participant is known by the key of `_key`."""

    interventions: list[Intervention] = field(default_factory=list)
    unheard: list[UnheardInscription] = field(default_factory=list)
    points: list[PointOfOrder] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    heard_in: set[str] = field(default_factory=set)
    speakers: list[Speaker] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.interventions or self.unheard or self.points)

    def figures(self) -> Figures:
        counted = self.interventions
        states = [u.state for u in self.unheard]
        return Figures(
            heard=len(self.heard),
            interventions=len(counted),
            statements=sum(i.form not in FORMS_APART for i in counted),
            rights_of_reply=sum(i.form == "right_of_reply" for i in counted),
            points_of_order=len(self.points),
            limit_ms=sum(i.limit_ms for i in counted),
            used_ms=sum(i.used_ms for i in counted),
            median_ms=median_low([i.used_ms for i in counted]) if counted else 0,
            over=sum(i.is_over for i in counted),
            over_ms=sum(i.over_ms for i in counted),
            unheard={state: states.count(state) for state in dict.fromkeys((*OUTCOMES, *states)) if state in states},
            not_reached=sum(u.state in NOT_REACHED and not _may_be_confirmed(u) for u in self.unheard),
        )


def session_figures(accounts: Sequence[Account]) -> SessionFigures:
    """The figures of these meetings together."""
    total = _Facts()
    meetings = {account.code: _Facts() for account in accounts}
    categories: dict[str, _Facts] = {category: _Facts() for category in CATEGORY_NAMES}
    regions: dict[str, _Facts] = {region: _Facts() for region in GROUP_NAMES}
    participants: dict[str, _Facts] = {}

    def places_of(account: Account, who: Speaker) -> list[_Facts]:
        """Everything that a fact about this speaker is counted in."""
        state = state_of(who)
        participant = participants.setdefault(_key(account, who), _Facts())
        participant.speakers.append(who)
        places = [total, meetings[account.code], categories.setdefault(who.kind, _Facts()), participant]
        return [*places, regions.setdefault(GROUP_OF.get(state, ""), _Facts())] if state else places

    for account in accounts:
        for intervention in account.interventions:
            if intervention.counts:
                for facts in places_of(account, intervention.who):
                    facts.interventions.append(intervention)
                    facts.heard.add(_key(account, intervention.who))
                    facts.heard_in.add(account.code)
        for unheard in account.unheard:
            for facts in places_of(account, unheard.who):
                facts.unheard.append(unheard)
        for point in (each for sitting in account.sittings for each in sitting.points):
            for facts in places_of(account, point.who):
                facts.points.append(point)
    return SessionFigures(
        meetings=tuple(_meeting(account, meetings[account.code]) for account in accounts),
        total=total.figures(),
        categories=tuple(GroupFigures(kind, facts.figures()) for kind, facts in categories.items() if facts),
        regions=tuple(GroupFigures(region, facts.figures()) for region, facts in regions.items()),
        items=_items(accounts),
        participants=tuple(_participant(facts) for facts in participants.values()),
    )


def state_of(who: Speaker | ParticipantFigures) -> str:
    """The ISO code of a State, or "" for anybody else. A State on the podium is the State too."""
    is_state = who.seat in GROUP_OF or who.seat in WITHOUT_GROUP
    return who.seat if is_state and who.kind not in NO_STATES else ""


def asked_in_vain(figures: SessionFigures) -> tuple[ParticipantFigures, ...]:
    """The participants that asked and were not reached: first those that made no statement at all, then by number."""
    found = [each for each in figures.participants if each.figures.not_reached]
    return tuple(sorted(found, key=lambda each: (each.figures.statements > 0, -each.figures.not_reached, each.name)))


def _key(account: Account, who: Speaker) -> str:
    """The same text for the same participant in all meetings.

    A person whose name was erased is known by a seat, which is another person in another meeting.
    """
    if state := state_of(who):
        return state
    is_erased = who.name in ("", who.seat) and who.kind in (*PODIUM_CATEGORIES, "other")
    return f"{account.code} {who.seat}" if is_erased else f"{who.name}\n{who.of}"


def _may_be_confirmed(unheard: UnheardInscription) -> bool:
    """Whether the desk has not decided on an inscription that was made in advance, and its list still waits for it."""
    return unheard.state == "not_confirmed" and unheard.left_at is None


def _participant(facts: _Facts) -> ParticipantFigures:
    """The category is that on the floor, if the participant had one there and another one on the podium."""
    who = next((each for each in facts.speakers if each.kind not in PODIUM_CATEGORIES), facts.speakers[0])
    region = GROUP_OF.get(state_of(who), "")
    return ParticipantFigures(who.seat, who.name, who.of, who.kind, region, len(facts.heard_in), facts.figures())


def _meeting(account: Account, facts: _Facts) -> MeetingFigures:
    opened = [sitting for sitting in account.sittings if sitting.opened_at is not None]
    first = min((s.opened_at or s.start_at for s in opened or account.sittings), default=account.at)
    return MeetingFigures(
        code=account.code,
        title=account.title,
        date=local(first, account.timezone).date().isoformat(),
        booked_ms=sum(sitting.end_at - sitting.start_at for sitting in opened),
        sat_ms=sum(_sat_ms(account, sitting) for sitting in opened),
        figures=facts.figures(),
    )


def _sat_ms(account: Account, sitting: SittingAccount) -> int:
    """For how long a sitting was open, without its suspensions."""
    until = sitting.closed_at or account.at
    suspended = sum(max(0, (s.until_at or until) - s.since_at) for s in sitting.suspensions)
    return max(0, until - (sitting.opened_at or until) - suspended)


def _items(accounts: Iterable[Account]) -> tuple[ItemFigures, ...]:
    kinds: dict[str, list[tuple[int, int]]] = {}
    for item in (each for account in accounts for sitting in account.sittings for each in sitting.programme):
        if item.planned_minutes is not None and item.used_ms is not None:
            kinds.setdefault(item.kind, []).append((item.planned_minutes * 60_000, item.used_ms))
    return tuple(
        ItemFigures(kind, len(times), sum(planned for planned, _ in times), sum(used for _, used in times))
        for kind, times in kinds.items()
    )
