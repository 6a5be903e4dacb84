"""The figures of several meetings as pages to read and print, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from nameplate.wording.durations import hours
from nameplate.wording.labels import ITEM_KIND_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message
from nameplate.wording.record_labels import OUTCOMES

from .chart import family
from .charts import Bar, speaking_time
from .csv_and_json import guarded_row, json_value
from .html_page import PageRenderer
from .regional_groups import GROUP_NAMES, GROUPS, SHORT_GROUP_NAMES
from .session_figures import Figures, GroupFigures, ParticipantFigures, SessionFigures, asked_in_vain, state_of
from .speaker_categories import CATEGORY_NAMES, PODIUM_CATEGORIES, category_name
from .svg import svg
from .table import Rows, Table

WITHOUT_REGION, NO_GROUP = N_("States in no regional group"), N_("In no group")
CSV_COLUMNS = (
    N_("Name"),
    N_("Code"),
    N_("Country or organization"),
    N_("Kind"),
    N_("Regional group"),
    N_("Meetings in which heard"),
    N_("Statements"),
    N_("Rights of reply"),
    N_("Points of order"),
    N_("Interventions"),
    N_("Limit (s)"),
    N_("Used (s)"),
    N_("Median (s)"),
    N_("Interventions over the limit"),
    N_("Over (s)"),
)
"""Before a column for each outcome of an inscription that was not heard."""


def session_page(figures: SessionFigures, words: Words, renderer: PageRenderer, query: str, not_counted: str) -> str:
    """All figures, with charts. `query` chooses the same meetings. `not_counted` are the titles of rehearsals."""
    tables = _Tables(words)
    categories = [
        Bar(category_name(words, each.group), family(each.group), each.figures.used_ms, each.figures.interventions)
        for each in figures.categories
        if each.figures.interventions
    ]
    regions = [
        Bar(words.translate(name), "states", each.figures.used_ms, each.figures.interventions)
        for each in figures.regions
        if (name := SHORT_GROUP_NAMES.get(each.group, NO_GROUP))
    ]
    has_states = any(each.figures.interventions for each in figures.regions)
    by_category = words.text("Speaking time by kind of speaker")
    by_region = words.text("Speaking time by regional group")
    return renderer.page(
        "record/session.html",
        words.language,
        query=query,
        not_counted=not_counted,
        facts=_facts(figures, words),
        category_chart=_chart("kinds", by_category, categories, words) if categories else "",
        region_chart=_chart("regions", by_region, regions, words) if has_states else "",
        categories=tables.categories(figures),
        regions=tables.regions(figures),
        not_reached=tables.not_reached(figures),
        meetings=tables.meetings(figures),
        items=tables.items(figures),
        participants=tables.participants(figures),
    )


def heard_page(figures: SessionFigures, words: Words, renderer: PageRenderer, query: str, not_counted: str) -> str:
    """The delegations by regional group, for the bureau. First those that asked and were not reached."""
    tables = _Tables(words)
    delegations = [each for each in figures.participants if is_on_floor(each)]
    others = [each for each in delegations if not is_state(each)]
    return renderer.page(
        "record/heard.html",
        words.language,
        query=query,
        not_counted=not_counted,
        facts=_facts(figures, words),
        not_reached=tables.not_reached(figures),
        groups=tables.delegations_by_region(delegations, figures),
        others=tables.delegations(others),
        others_heard=sum(each.figures.heard for each in others),
        meetings=tables.meetings(figures),
    )


def session_csv(figures: SessionFigures, words: Words) -> bytes:
    """One row for each participant, in UTF-8 with the byte order mark that Excel needs."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow([words.translate(column) for column in (*CSV_COLUMNS, *OUTCOMES.values())])
    for each in figures.participants:
        f = each.figures
        row: list[str | int] = [
            *(each.name, each.seat, each.of, category_name(words, each.kind)),
            *(region_name(words, each.region) if each.region else "", each.meetings),
            *(f.statements, f.rights_of_reply, f.points_of_order, f.interventions),
            *(f.limit_ms // 1000, f.used_ms // 1000, f.median_ms // 1000, f.over, f.over_ms // 1000),
            *(f.unheard.get(state, 0) for state in OUTCOMES),
        ]
        writer.writerow(guarded_row(row))
    return output.getvalue().encode("utf-8-sig")


def session_json(figures: SessionFigures) -> bytes:
    """All figures. Keys and codes are stable."""
    return json.dumps(json_value(figures, "UTC"), ensure_ascii=False, indent=1).encode()


def is_state(participant: ParticipantFigures) -> bool:
    """Whether a participant is a State."""
    return bool(state_of(participant))


def is_on_floor(participant: ParticipantFigures) -> bool:
    """Whether a participant is a delegation. A State that spoke only on the podium is one, too."""
    return is_state(participant) or participant.kind not in PODIUM_CATEGORIES


def region_name(words: Words, region: str) -> str:
    """The name of a regional group. "" stands for the States that are in none."""
    return words.translate(GROUP_NAMES.get(region, WITHOUT_REGION))


class _Tables:
    """Makes the tables of the pages."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def categories(self, figures: SessionFigures) -> Table:
        rows = [(category_name(self._words, each.group), *self._numbers(each)) for each in figures.categories]
        total = (self._words.text("All"), *self._numbers(GroupFigures("", figures.total)))
        return self._figures(N_("Kind of speaker"), N_("Heard"), [*rows, total] if rows else [])

    def regions(self, figures: SessionFigures) -> Table:
        rows = []
        for each in figures.regions:
            heard, *rest = self._numbers(each)
            members = len(GROUPS.get(each.group, ()))
            of_all = self._words.text("%(heard)s of %(all)s", heard=heard, all=members) if members else heard
            rows.append((region_name(self._words, each.group), of_all, *rest))
        return self._figures(N_("Regional group"), N_("States heard"), rows)

    def not_reached(self, figures: SessionFigures) -> Table:
        """Who asked and was not reached. First those that made no statement in any of the meetings."""
        rows = tuple(
            (
                f"{each.name} ({each.of})" if each.of else each.name,
                region_name(self._words, each.region) if is_state(each) else category_name(self._words, each.kind),
                str(each.figures.not_reached),
                str(each.figures.statements) if each.figures.interventions else self._words.text("never heard"),
            )
            for each in asked_in_vain(figures)
        )
        columns = (N_("Name"), N_("Group or kind"), N_("Not reached"), N_("Statements made"))
        return self._table(columns, rows, (70, 60, 25, 25), {2, 3})

    def meetings(self, figures: SessionFigures) -> Table:
        rows = tuple(
            (
                _day(each.date, self._words),
                each.title,
                *(hours(each.booked_ms), hours(each.sat_ms)),
                *(str(each.figures.heard), str(each.figures.interventions), str(each.figures.not_reached)),
            )
            for each in figures.meetings
        )
        columns = (
            *(N_("Date"), N_("Meeting"), N_("Booked"), N_("Used")),
            *(N_("Speakers"), N_("Interventions"), N_("Not reached")),
        )
        return self._table(columns, rows, (20, 70, 17, 17, 18, 22, 16), {2, 3, 4, 5, 6})

    def items(self, figures: SessionFigures) -> Table:
        rows = tuple(
            (
                self._words.label(ITEM_KIND_LABELS, each.kind),
                *(str(each.items), hours(each.planned_ms), hours(each.used_ms)),
                self._share(each.used_ms, each.planned_ms),
            )
            for each in figures.items
        )
        columns = (N_("Kind of item"), N_("Items"), N_("Planned"), N_("Used"), N_("Used of planned"))
        return self._table(columns, rows, (80, 20, 25, 25, 30), {1, 2, 3, 4})

    def participants(self, figures: SessionFigures) -> Table:
        rows = tuple(
            (
                f"{each.name} ({each.of})" if each.of else each.name,
                category_name(self._words, each.kind),
                *self._of_participant(each),
            )
            for each in sorted(figures.participants, key=lambda each: (_category_order(each.kind), each.name))
        )
        columns = (N_("Name"), N_("Kind of speaker"), *PARTICIPANT_COLUMNS)
        return self._table(columns, rows, (54, 30, 18, 16, 16, 17, 15, 14), {2, 3, 4, 5, 6, 7})

    def delegations_by_region(
        self, delegations: Iterable[ParticipantFigures], figures: SessionFigures
    ) -> list[tuple[str, str, Table]]:
        """Each regional group: its name, how many of its States were heard, and its delegations."""
        states = sorted((each for each in delegations if is_state(each)), key=lambda each: each.region)
        by_region = {region: [*group] for region, group in groupby(states, key=lambda each: each.region)}
        found = []
        for each in figures.regions:
            members, heard = len(GROUPS.get(each.group, ())), each.figures.heard
            of_all = self._words.text("%(heard)s of %(all)s", heard=heard, all=members) if members else str(heard)
            said = self._words.text("States heard: %(heard)s", heard=of_all)
            found.append((region_name(self._words, each.group), said, self.delegations(by_region.get(each.group, []))))
        return found

    def delegations(self, delegations: Sequence[ParticipantFigures]) -> Table:
        rows = tuple((each.name, *self._of_participant(each)) for each in sorted(delegations, key=lambda e: e.name))
        return self._table((N_("Delegation"), *PARTICIPANT_COLUMNS), rows, (70, 20, 20, 20, 20, 15, 15), {*range(1, 7)})

    def _of_participant(self, each: ParticipantFigures) -> tuple[str, ...]:
        f = each.figures
        counts = (f.statements, f.rights_of_reply, f.points_of_order)
        time = hours(f.used_ms) if f.interventions else "–"
        return (*(str(n or "–") for n in counts), time, str(f.not_reached or "–"), str(f.absent or "–"))

    def _figures(self, first: Message, heard: Message, rows: Sequence[tuple[str, ...]]) -> Table:
        columns = (
            *(first, heard, N_("Statements"), N_("Rights of reply"), N_("Points of order")),
            *(N_("Time"), N_("Median"), N_("Over the limit"), N_("Not reached")),
        )
        return self._table(columns, tuple(rows), (46, 18, 18, 16, 16, 17, 15, 20, 14), {*range(1, 9)})

    def _numbers(self, each: GroupFigures) -> tuple[str, ...]:
        f = each.figures
        counts = (f.heard, f.statements, f.rights_of_reply, f.points_of_order)
        times = (hours(f.used_ms), hours(f.median_ms) if f.interventions else "")
        return (*map(str, counts), *times, self._over(f), str(f.not_reached))

    def _over(self, figures: Figures) -> str:
        return f"{figures.over} ({self._share(figures.over, figures.interventions)})" if figures.over else "–"

    def _share(self, part: int, whole: int) -> str:
        return self._words.percent(round(100 * part / whole)) if whole else ""

    def _table(self, columns: Iterable[Message], rows: Rows, widths: tuple[int, ...], numbers: set[int]) -> Table:
        return Table(tuple(map(self._words.translate, columns)), rows, widths, frozenset(numbers))


PARTICIPANT_COLUMNS = (
    *(N_("Statements"), N_("Rights of reply"), N_("Points of order")),
    *(N_("Time"), N_("Not reached"), N_("Absent")),
)


def _facts(figures: SessionFigures, words: Words) -> list[tuple[str, str]]:
    """The table at the head of a page, as pairs of name and value."""
    total = figures.total
    dates = [_day(date, words) for date in sorted({each.date for each in figures.meetings})]
    share = words.percent(round(100 * total.over / total.interventions)) if total.interventions else ""
    over = words.text("%(over)s of %(all)s", over=total.over, all=total.interventions)
    facts = [
        (words.text("Meetings"), str(len(figures.meetings))),
        (words.text("Days"), " – ".join(dict.fromkeys((dates[0], dates[-1]))) if dates else ""),
        (words.text("Heard"), _heard(figures, words)),
        (words.text("Speaking time"), hours(total.used_ms)),
        (words.text("Median"), hours(total.median_ms) if total.interventions else ""),
        (words.text("Over the limit"), f"{over} ({share})" if total.over else ""),
        (words.text("Rights of reply"), str(total.rights_of_reply)),
        (words.text("Points of order"), str(total.points_of_order)),
        (words.text("Not reached"), str(total.not_reached)),
    ]
    return [(name, value) for name, value in facts if value]


def _heard(figures: SessionFigures, words: Words) -> str:
    """How many were heard, each counted once: on the floor and on the podium."""
    heard = figures.total.heard
    floor = sum(each.figures.heard for each in figures.participants if is_on_floor(each))
    told = words.plural("%(n)s speaker", "%(n)s speakers", heard)
    if floor == heard:
        return told
    return words.text(
        "%(speakers)s: %(floor)s on the floor, %(podium)s on the podium",
        speakers=told,
        floor=floor,
        podium=heard - floor,
    )


def _day(date: str, words: Words) -> str:
    """A date as it is written in the language."""
    noon = datetime.fromisoformat(f"{date}T12:00:00+00:00")
    return words.date(int(noon.timestamp()) * 1000, "UTC")


def _category_order(kind: str) -> int:
    order = [*CATEGORY_NAMES]
    return order.index(kind) if kind in order else len(order)


def _chart(name: str, title: str, bars: Sequence[Bar], words: Words) -> Markup:
    return Markup(svg(speaking_time(name, title, bars, words, hours)))  # noqa: S704 - charts escape their texts
