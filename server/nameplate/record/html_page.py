"""The record as a page to read and to print, with its charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup

from nameplate.meeting import Meeting
from nameplate.wording.language import Words

from . import charts
from .account import account
from .account_values import Account, SittingAccount
from .list_account_values import ListAccount
from .remarks import draw_facts, heading, list_facts, list_name, sitting_heading, sitting_times
from .report_tables import Sections, Table
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
    told = account(meeting, words)
    sections = Sections(told, words)
    return renderer.page(
        "record/page.html",
        words.language,
        told=told,
        styles=_drawn(styles),
        facts=heading(told, words),
        by_kind=_drawn(svg(charts.by_kind("kinds", told.totals, words))),
        totals=sections.totals(),
        limits=sections.limits(),
        limit_changes=sections.acts(told.limit_changes),
        sittings=[_sitting(told, n, sitting, sections, words) for n, sitting in enumerate(told.sittings, 1)],
        lists=[
            _list(told, speakers, sections, words) for speakers in told.lists if speakers.opened_at or speakers.acts
        ],
        unheard=sections.unheard(),
        programme_changes=sections.acts(told.programme_changes),
        corrections=sections.corrections(),
    ).encode()


def _sitting(told: Account, number: int, sitting: SittingAccount, sections: Sections, words: Words) -> SittingView:
    line = timeline(f"timeline-{number}", sitting, told.lists, told.timezone, told.at, words)
    use = charts.limit_against_use(f"use-{number}", sitting.interventions, words)
    return SittingView(
        heading=sitting_heading(told, sitting, words),
        times=sitting_times(told, sitting, words),
        programme=sections.programme(sitting),
        speakers=sections.speakers(sitting),
        named=sections.named(sitting),
        points=sections.points(sitting),
        replies=sections.replies(sitting),
        timeline=_drawn(svg(line) if line else ""),
        use=tuple(_drawn(svg(chart)) for chart in use),
    )


def _list(told: Account, speakers: ListAccount, sections: Sections, words: Words) -> ListView:
    return ListView(
        name=list_name(told, speakers, words),
        facts=list_facts(told, speakers, words),
        draws=tuple(draw_facts(told, draw, words) for draw in speakers.draws),
        acts=sections.acts(speakers.acts),
    )


def _drawn(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - drawings escape what they are told, and the styles are our own
