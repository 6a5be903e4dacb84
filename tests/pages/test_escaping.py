"""Names and texts of people are escaped. They never become markup in a page or a frame."""

import asyncio
from html.parser import HTMLParser

import pytest

from tests.audiences import PAGES
from tests.serving import Hosted, heard

HOSTILE_TEXTS = (
    "<img src=x onerror=alert(1)>",
    "\"'><script>alert(2)</script>",
    "</section><hx-partial hx-target='#floor'>gone</hx-partial>",
    "{{ 7 * 7 }} {% raw %} %(name)s %s &amp; &#39;",
    "' hx-post='/m/x/end-speech' x='",
    "\u202eright to left\u202c \u200f and \u2066isolated",
)


class Markup(HTMLParser):
    """The elements, attributes and text of HTML, as a browser would parse it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.attributes, self.shown = set[str](), set[str](), ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and its attributes."""
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.shown += "\n".join(value or "" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.shown += data


@pytest.fixture
async def hostile(floor: Hosted) -> Hosted:
    """A meeting in which every text that people can write is hostile."""
    for word in HOSTILE_TEXTS:
        await floor.post("desk", "add-inscription", {"guest": word, "on_behalf_of": word})
    await floor.post("delegate:FR", "request-floor", {"note": HOSTILE_TEXTS[0]})
    await floor.post("chair", "give-floor-to-next")
    await floor.post("chair", "send-notice", {"to": "speaker", "text": HOSTILE_TEXTS[1]})
    await floor.post("chair", "send-notice", {"to": "hall", "text": HOSTILE_TEXTS[2]})
    assert (await floor.post("chair", "suspend-sitting", {"until": HOSTILE_TEXTS[0]})).status_code == 204
    return floor


@pytest.mark.parametrize("audience", PAGES)
async def test_hostile_texts_add_no_element_or_attribute_to_a_page(hostile: Hosted, audience: str) -> None:
    page = Markup((await hostile.get("chair", audience)).text)
    assert not page.elements & {"img", "hx-partial"}
    assert not [name for name in page.attributes if name.startswith("on") or name == "x"]


@pytest.mark.parametrize("audience", PAGES)
async def test_hostile_texts_add_no_element_or_attribute_to_a_frame(hostile: Hosted, audience: str) -> None:
    async with hostile.live("chair", audience) as screen:
        regions = (await heard(screen))["regions"]
    frame = Markup("".join(regions.values()))
    assert not frame.elements & {"img", "script", "hx-partial"}
    assert not [name for name in frame.attributes if name.startswith("on") or name == "x"]


async def test_texts_are_shown_as_they_were_written(hostile: Hosted) -> None:
    desk, hall = await asyncio.gather(hostile.get("desk", "desk"), hostile.get("hall", "hall"))
    shown = Markup(desk.text).shown
    assert [word for word in HOSTILE_TEXTS if word not in shown] == []
    assert HOSTILE_TEXTS[0] in Markup(hall.text).shown


async def test_a_refusal_escapes_what_it_repeats(floor: Hosted) -> None:
    refused = await floor.post("chair", "give-floor", {"seat": HOSTILE_TEXTS[0]}, **{"HX-Request": "true"})
    assert (refused.status_code, "img" in Markup(refused.text).elements) == (404, False)
    assert HOSTILE_TEXTS[0] in Markup(refused.text).shown


async def test_the_problem_page_does_not_repeat_the_address(floor: Hosted) -> None:
    page = await floor.host.client.get(
        f"{floor.host.url}/in/<script>alert(1)<%2Fscript>", headers={"Accept": "text/html"}
    )
    assert (page.status_code, "script" in Markup(page.text).elements) == (404, False)
