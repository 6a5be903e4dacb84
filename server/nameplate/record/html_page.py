"""The record as an HTML page to read and print, with charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup

from nameplate.meeting import Meeting
from nameplate.wording.language import Words, local

from . import charts
from .account import account_of
from .account_values import Account, SittingAccount
from .list_account_values import ListAccount
from .record_texts import draw_facts, list_facts, list_name, record_facts, sitting_heading, sitting_times
from .recording_marks import first_opening
from .report_tables import ReportTables
from .svg import svg
from .table import Table
from .timeline_chart import timeline


class PageRenderer(Protocol):
    """Renders templates. `screens.rendering.Renderer` is the implementation."""

    def page(self, template: str, language: str, **values: Any) -> str:
        """Render a whole page."""
        ...


@dataclass(frozen=True, slots=True)
class SittingView:
    heading: str
    times: str
    programme: Table
    speakers: Table
    names_by_category: Table
    points: Table
    replies: Table
    timeline: Markup
    limit_and_use: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    name: str
    facts: str
    draws: tuple[str, ...]
    changes: Table


def page(meeting: Meeting, words: Words, renderer: PageRenderer, styles: str = "") -> bytes:
    """The record as HTML in UTF-8. With `styles` the page contains them; without, it links the style sheets."""
    account = account_of(meeting, words)
    tables = ReportTables(account, words)
    opened = local(first_opening(meeting), meeting.timezone)
    return renderer.page(
        "record/page.html",
        words.language,
        account=account,
        styles=_markup(styles),
        recording_began=opened.replace(tzinfo=None).isoformat(timespec="seconds"),
        facts=record_facts(account, words),
        by_category=_markup(svg(charts.speaking_time_by_category("kinds", account.totals, words))),
        totals=tables.totals(),
        limits=tables.limits(),
        limit_changes=tables.changes(account.limit_changes),
        sittings=[_sitting_view(account, n, sitting, tables, words) for n, sitting in enumerate(account.sittings, 1)],
        lists=[
            _list_view(account, speakers, tables, words)
            for speakers in account.lists
            if speakers.opened_at or speakers.acts
        ],
        unheard=tables.unheard(),
        statements=tables.statements(),
        programme_changes=tables.changes(account.programme_changes),
        corrections=tables.corrections(),
    ).encode()


def _sitting_view(
    account: Account, number: int, sitting: SittingAccount, tables: ReportTables, words: Words
) -> SittingView:
    timeline_chart = timeline(f"timeline-{number}", sitting, account.lists, account.timezone, account.at, words)
    use_charts = charts.limit_against_use(f"use-{number}", sitting.interventions, words)
    return SittingView(
        heading=sitting_heading(account, sitting, words),
        times=sitting_times(account, sitting, words),
        programme=tables.programme(sitting),
        speakers=tables.speakers(sitting),
        names_by_category=tables.names_by_category(sitting),
        points=tables.points(sitting),
        replies=tables.replies(sitting),
        timeline=_markup(svg(timeline_chart) if timeline_chart else ""),
        limit_and_use=tuple(_markup(svg(chart)) for chart in use_charts),
    )


def _list_view(account: Account, speakers: ListAccount, tables: ReportTables, words: Words) -> ListView:
    return ListView(
        name=list_name(account, speakers, words),
        facts=list_facts(account, speakers, words),
        draws=tuple(draw_facts(account, draw, words) for draw in speakers.draws),
        changes=tables.changes(speakers.acts),
    )


def _markup(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - charts escape their texts, and the styles are our own
