"""A person at a page. An error in the browser fails the journey, unless the journey expects it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Error, Locator, Page, Request, expect

from .adjustable_clock import NINE

PAINTED = """async () => {
    for (let frames = 4; frames; frames--) await document.documentElement.animate(null, 1).ready;
}"""
"""Wait until the screen has been painted after a change. Elements that fit their text need some frames.

An animation becomes ready in a frame that the browser paints. `requestAnimationFrame` is of no use here: it belongs to
the installed clock, whose frames go by on a busy machine without a painted one.
"""
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LAPTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
WALL: dict[str, Any] = {"viewport": {"width": 1920, "height": 1080}}
SCREENS = {"chair": LAPTOP, "desk": LAPTOP, "hall": WALL, "podium": WALL, "air": WALL, "timer": WALL}
SCREENS |= {"booth": {"viewport": {"width": 1280, "height": 720}}, "lobby": WALL}

STILL = {"reduced_motion": "reduce"}

REFUSED = r"status of 409"
UNREACHABLE = r"net::ERR_|WebSocket connection to .* failed|htmx:error"
IN_STEP = """() => {
    const clock = document.querySelector('speaking-clock'), seconds = Math.ceil(clock.left / 1000);
    const digits = Math.floor(Math.abs(seconds) / 60) + ':' + String(Math.abs(seconds) % 60).padStart(2, '0');
    return clock.shadowRoot.querySelector('[part=digits]').textContent.replace('+', '') === digits;
}"""
WATCH_CLOCK = """() => {
    window.clock = document.querySelector('speaking-clock');
    window.touched = [];
    const note = changes => window.touched.push(...changes.map(change => change.attributeName));
    new MutationObserver(note).observe(window.clock, { attributes: true });
}"""
TOUCHED_CLOCK = """() => document.querySelector('speaking-clock') === window.clock ? window.touched : ['replaced']"""
TELL_VIOLATIONS = """document.addEventListener('securitypolicyviolation',
    event => console.error(`CSP: ${event.effectiveDirective} ${event.blockedURI}`))"""


@dataclass
class Person:
    """A person at a page. `errors` collects what the browser reports."""

    name: str
    page: Page
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    open_requests: set[Request] = field(default_factory=set)
    _expected: list[str] = field(default_factory=list)

    def expects(self, *patterns: str) -> None:
        """Ignore browser errors that match: those of a refused command, or of an unreachable server."""
        self._expected += patterns

    @property
    def unexpected(self) -> list[str]:
        """The errors that the journey does not expect."""
        return [f"{self.name}: {t}" for t in self.errors if not any(re.search(p, t) for p in self._expected)]

    def see(self, selector: str, has_text: str | None = None) -> Locator:
        """A part of the page."""
        return self.page.locator(selector, has_text=has_text)

    def button(self, name: str) -> Locator:
        """A button by its text, without the key beside it."""
        return self.page.get_by_role("button", name=name)

    @property
    def holder(self) -> Locator:
        """The name of the speaker who has the floor."""
        return self.see("#floor .name")

    @property
    def digits(self) -> Locator:
        """The digits of the speaker's clock."""
        return self.see("speaking-clock [part=digits]").first

    @property
    def word(self) -> Locator:
        """The word beside the clock."""
        return self.see("speaking-clock [part=word]").first

    @property
    def waiting(self) -> Locator:
        """The names on the list of speakers."""
        return self.see("#speakers-list li:not(.empty) .name")

    @property
    def answer(self) -> Locator:
        """What the page says about the last command."""
        return self.see("#answer")

    @property
    def banner(self) -> Locator:
        """The banner of a page that is not connected."""
        return self.see("#link")

    async def in_step(self) -> None:
        """Wait until the digits of the clock show the current second."""
        await self.page.wait_for_function(IN_STEP)

    async def watch_clock(self) -> None:
        """Start to note every change of the element of the speaker's clock."""
        await self.page.evaluate(WATCH_CLOCK)

    async def clock_is_untouched(self) -> None:
        """Check that nothing has changed the element of the clock since `watch_clock`."""
        await self.in_step()
        assert await self.page.evaluate(TOUCHED_CLOCK) == [], f"the clock of {self.name} was touched"

    async def place_of(self, selector: str) -> tuple[float, ...]:
        """The position and the size of a part of the page: x, y, height, width."""
        box = await self.see(selector).first.bounding_box()
        assert box, f"{selector} is not there"
        return (box["x"], box["y"], box["height"], box["width"])

    async def press(self, key: str) -> None:
        """Press a key of the keyboard."""
        await self.page.keyboard.press(key)

    async def press_shortcut(self, key: str) -> None:
        """Press the key of a button, once the page shows the button and lets it be pressed."""
        await expect(self.see(f'[data-key="{key.lower()}"]:enabled').first).to_be_attached()
        await self.press(key)

    async def is_live(self) -> None:
        """Wait until the page is connected."""
        await expect(self.see("html")).to_have_attribute("data-live", "live")
        await expect(self.banner).to_be_hidden()

    async def shows(self, version: int) -> None:
        """Wait until all regions of the page show this version of the meeting."""
        await expect(self.see("body")).to_have_attribute("data-version", str(version))

    async def is_stale(self) -> None:
        """Wait until the page says that it is not connected."""
        words = "Connection lost. What you see may be out of date."
        await expect(self.banner).to_be_visible()  # first: hidden elements have an inner text too
        await expect(self.banner).to_contain_text(words, use_inner_text=True)


class Visitors:
    """People with pages of one server, each with a browser context of their own."""

    def __init__(self, browser: Browser) -> None:
        self.people: list[Person] = []
        self._browser = browser

    async def visit(self, name: str, url: str, *, wrong_by: int = 0, **options: Any) -> Person:
        """Open an address. The clock of the machine is wrong by `wrong_by` seconds.

        `options` are passed to the browser context. Nothing moves on a page, unless they say otherwise.
        """
        context = await self._browser.new_context(**STILL | SCREENS.get(name, PHONE) | options)
        await context.clock.install(time=NINE + timedelta(seconds=wrong_by))
        await context.add_init_script(TELL_VIOLATIONS)
        person = Person(name, await context.new_page())
        _watch(person)
        self.people.append(person)
        await person.page.goto(url)
        return person

    async def leave(self) -> None:
        """Close all pages. Fails when a page had an error that the journey does not expect."""
        await asyncio.gather(*(person.page.context.close() for person in self.people))
        unexpected = [trouble for person in self.people for trouble in person.unexpected]
        assert not unexpected, "\n".join(unexpected)


def _watch(person: Person) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            person.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def on_error(error: Error) -> None:
        person.errors.append(f"error in the page: {error.message}")

    def on_request(request: Request) -> None:
        person.hosts.add(request.url.split("/")[2] if "//" in request.url else request.url[:5])
        if request.method == "POST":
            person.open_requests.add(request)

    def on_answer(request: Request) -> None:
        person.open_requests.discard(request)

    def on_crash(_: Page) -> None:
        person.errors.append("the page crashed")

    person.page.on("console", on_console)
    person.page.on("pageerror", on_error)
    person.page.on("request", on_request)
    person.page.on("requestfinished", on_answer)
    person.page.on("requestfailed", on_answer)
    person.page.on("crash", on_crash)
