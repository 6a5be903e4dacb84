"""The record as an HTML page to read and print, with charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from . import charts
from .account import account_of
from .account_values import Account, SittingAccount
from .list_account_values import ListAccount
from .record_texts import draw_facts, heading, list_facts, list_name, sitting_heading, sitting_times
from .report_tables import ReportTables, Table
from .svg import svg
from .timeline import timeline


class PageRenderer(Protocol):
    """Renders templates. `screens.rendering.Renderer` is the implementation."""

    def page(self, template: str, language: str, **values: Any) -> str:
        """Render a whole page."""
        ...


@dataclass(frozen=True, slots=True)
class SittingView:
    """The values of one sitting on the page."""

    heading: str
    times: str
    programme: Table
    speakers: Table
    named: Table
    points: Table
    replies: Table
    timeline: Markup
    use: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """The values of one list on the page."""

    name: str
    facts: str
    draws: tuple[str, ...]
    acts: Table


def page(meeting: Meeting, words: Words, renderer: PageRenderer, styles: str = "") -> bytes:
    """The record as HTML in UTF-8. With `styles` the page contains them; without, it links the style sheets."""
    account = account_of(meeting, words)
    tables = ReportTables(account, words)
    return renderer.page(
        "record/page.html",
        words.language,
        account=account,
        styles=_markup(styles),
        facts=heading(account, words),
        by_category=_markup(svg(charts.by_category("kinds", account.totals, words))),
        totals=tables.totals(),
        limits=tables.limits(),
        limit_changes=tables.acts(account.limit_changes),
        sittings=[_sitting(account, n, sitting, tables, words) for n, sitting in enumerate(account.sittings, 1)],
        lists=[
            _list(account, speakers, tables, words) for speakers in account.lists if speakers.opened_at or speakers.acts
        ],
        unheard=tables.unheard(),
        programme_changes=tables.acts(account.programme_changes),
        corrections=tables.corrections(),
    ).encode()


def _sitting(account: Account, number: int, sitting: SittingAccount, tables: ReportTables, words: Words) -> SittingView:
    line = timeline(f"timeline-{number}", sitting, account.lists, account.timezone, account.at, words)
    use = charts.limit_against_use(f"use-{number}", sitting.interventions, words)
    return SittingView(
        heading=sitting_heading(account, sitting, words),
        times=sitting_times(account, sitting, words),
        programme=tables.programme(sitting),
        speakers=tables.speakers(sitting),
        named=tables.named(sitting),
        points=tables.points(sitting),
        replies=tables.replies(sitting),
        timeline=_markup(svg(line) if line else ""),
        use=tuple(_markup(svg(chart)) for chart in use),
    )


def _list(account: Account, speakers: ListAccount, tables: ReportTables, words: Words) -> ListView:
    return ListView(
        name=list_name(account, speakers, words),
        facts=list_facts(account, speakers, words),
        draws=tuple(draw_facts(account, draw, words) for draw in speakers.draws),
        acts=tables.acts(speakers.acts),
    )


def _markup(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - charts escape their texts, and the styles are our own
