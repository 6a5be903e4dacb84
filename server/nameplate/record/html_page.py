"""The record as a page to read and to print, with its charts."""

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
    """What turns a template into a page: `screens.render.Renderer` does."""

    def page(self, template: str, language: str, **values: Any) -> str:
        """A whole page."""
        ...


@dataclass(frozen=True, slots=True)
class SittingView:
    """A sitting as the page shows it."""

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
    """A list as the page shows it."""

    name: str
    facts: str
    draws: tuple[str, ...]
    acts: Table


def page(meeting: Meeting, words: Words, renderer: PageRenderer, styles: str = "") -> bytes:
    """The page. With `styles` they stand in it and it needs no other file; without, it links to them."""
    account = account_of(meeting, words)
    tables = ReportTables(account, words)
    return renderer.page(
        "record/page.html",
        words.language,
        account=account,
        styles=_drawn(styles),
        facts=heading(account, words),
        by_category=_drawn(svg(charts.by_category("kinds", account.totals, words))),
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
        timeline=_drawn(svg(line) if line else ""),
        use=tuple(_drawn(svg(chart)) for chart in use),
    )


def _list(account: Account, speakers: ListAccount, tables: ReportTables, words: Words) -> ListView:
    return ListView(
        name=list_name(account, speakers, words),
        facts=list_facts(account, speakers, words),
        draws=tuple(draw_facts(account, draw, words) for draw in speakers.draws),
        acts=tables.acts(speakers.acts),
    )


def _drawn(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - drawings escape what they are told, and the styles are our own
