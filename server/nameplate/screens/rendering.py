"""Renders views to HTML with Jinja, by audience, region and language."""

from __future__ import annotations

import gettext
import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
import segno
from markupsafe import Markup

from nameplate.meeting import Meeting
from nameplate.wording.durations import duration
from nameplate.wording.language import Words, available_languages, language_name, load_words

from . import appearance
from .assets import Assets
from .audiences import AUDIENCES
from .link_address import opens_only_here
from .render_context import RenderContext

KEPT_PARTS, KEPT_TIMES = 4096, 1024
"""The size of the cache for rendered inscriptions and other parts of regions. Each part has about 1 kB."""


class Renderer:
    """Renders pages and regions from the templates in `web`.

    `join_url` returns the address that belongs to a join code. `release` changes with the files in `web`.
    """

    def __init__(self, web: Path, join_url: Callable[[str], str]) -> None:
        self.assets = Assets(web / "static")
        self._locale = web / "locale"
        self.languages = available_languages(self._locale)
        self._join_url = join_url
        self._environment = cache(self._of_language)
        self._templates = web / "templates"
        self.release = _digest(web / "static", self._templates)

    def words(self, language: str) -> Words:
        """The words of a language."""
        return load_words(self._locale, language)

    def regions(
        self,
        meeting: Meeting,
        audience: str,
        language: str,
        seat: str | None,
        recovered: str | None,
        rendered_views: dict[str, tuple[object, str]] | None = None,
    ) -> dict[str, str]:
        """The regions of an audience, with a new context that is not shared with other audiences."""
        context = RenderContext(meeting, self.words(language))
        return self.regions_of(context, audience, seat, recovered, rendered_views)

    def regions_of(
        self,
        context: RenderContext,
        audience: str,
        seat: str | None,
        recovered: str | None,
        rendered_views: dict[str, tuple[object, str]] | None = None,
    ) -> dict[str, str]:
        """The shared regions of an audience, as HTML by name. With a seat, only the own regions of this seat.

        `rendered_views` keeps each view with its HTML from one call to the next. An equal view is not rendered again.
        Raises `LookupError` if the audience has no such regions.
        """
        shown = AUDIENCES[audience]
        if seat is None and shown.regions:
            views = {**shown.regions(context, recovered), appearance.REGION: appearance.colour(context.meeting)}
        elif seat is not None and shown.own_regions:
            views = shown.own_regions(context, seat)
        else:
            raise LookupError(audience)
        rendered = {} if rendered_views is None else rendered_views
        for name, view in views.items():
            if name not in rendered or rendered[name][0] != view:
                rendered[name] = (view, self._region(context, audience, name, view))
        return {name: html for name, (_, html) in rendered.items()}

    def document(
        self,
        context: RenderContext,
        audience: str,
        now_ms: int,
        moderates: bool,
        seat: str | None,
        interprets: bool,
        bridges: bool = False,
    ) -> Mapping[str, Any]:
        """The values of a JSON document. Raises `LookupError` if the audience has no document."""
        values = AUDIENCES[audience].document
        if values is None:
            raise LookupError(audience)
        return values(context, now_ms, moderates, seat, interprets, bridges)

    def _region(self, context: RenderContext, audience: str, name: str, view: object) -> str:
        meeting = context.meeting
        folder = "shared" if name == appearance.REGION else audience
        template = self._environment(context.words.language).get_template(f"{folder}/_{name}.html")
        return template.render(view=view, code=meeting.code, timezone=meeting.timezone)

    def page(self, template: str, language: str, **values: Any) -> str:
        """Render a template: a whole page, or a fragment of a page."""
        return self._environment(language).get_template(template).render(language=language, **values)

    def _of_language(self, language: str) -> jinja2.Environment:
        environment = _Environment(
            loader=jinja2.FileSystemLoader(self._templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        spoken = self.words(language)
        environment.install_gettext_translations(spoken.catalogue, newstyle=True)  # type: ignore[attr-defined]
        environment.globals["_"] = _sentences(spoken.catalogue)
        kept = lru_cache(maxsize=KEPT_TIMES)  # the same times are shown again and again
        environment.filters |= {"time": kept(spoken.time), "date": kept(spoken.date)}
        environment.filters |= {"duration": duration, "qr": self._qr}
        environment.globals |= {"join_url": self._join_url, "asset": self.assets.url, "part": _part(environment)}
        environment.globals["opens_only_here"] = opens_only_here(self._join_url(""))
        environment.globals["languages"] = [(each, language_name(each)) for each in self.languages]
        environment.globals["direction"] = spoken.locale.text_direction
        return environment

    def _qr(self, code: str) -> str:
        return qr_svg(self._join_url(code))


class _Environment(jinja2.Environment):
    """Gives every template its globals as a dict. Jinja's default, a chained map, is slow to copy at each rendering."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template. The environment's globals do not change after the first template is loaded."""
        return {**self.globals, **(d or {})}


def _sentences(catalogue: gettext.NullTranslations) -> Callable[..., Markup]:
    """The function `_` in templates: translate a sentence and fill in values. Sentences without values are cached."""

    @cache
    def plain(message: str) -> Markup:
        return _filled_in(catalogue.gettext(message), {})

    def sentence(message: str, /, **facts: object) -> Markup:
        return _filled_in(catalogue.gettext(message), facts) if facts else plain(message)

    return sentence


def _filled_in(message: str, facts: Mapping[str, object]) -> Markup:
    return Markup(message) % facts  # noqa: S704 - the message is ours; the facts are escaped


def _part(environment: jinja2.Environment) -> Callable[..., Markup]:
    """The function `part` in templates: it renders a view with its own template. Equal views are rendered once."""

    @lru_cache(maxsize=KEPT_PARTS)
    def part(template: str, view: object, code: str = "", act: str = "") -> Markup:
        html = environment.get_template(template).render(view=view, code=code, act=act)
        return Markup(html)  # noqa: S704 - it was escaped when it was rendered

    return part


def qr_svg(url: str) -> Markup:
    """An address as a QR code."""
    code = segno.make(url, error="m", micro=False)
    svg = code.svg_inline(scale=1, border=2, omitsize=True, svgclass=None, lineclass=None)
    return Markup(svg)  # noqa: S704 - a drawing, without text from users


def _digest(*folders: Path) -> str:
    """Three characters that depend on the content of all files. Each page holds them, so there are few of them."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            digest.update(f"{file.relative_to(folder)}\n".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:3]
