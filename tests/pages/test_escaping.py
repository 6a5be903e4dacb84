"""Names and words of people are text wherever they come to be shown: in no page and no frame do they become markup."""

import asyncio
from html.parser import HTMLParser

import pytest

from tests.audiences import PAGES
from tests.serving import Hosted, heard

WORDS = (
    "<img src=x onerror=alert(1)>",
    "\"'><script>alert(2)</script>",
    "</section><hx-partial hx-target='#floor'>gone</hx-partial>",
    "{{ 7 * 7 }} {% raw %} %(name)s %s &amp; &#39;",
    "' hx-post='/m/x/end-speech' x='",
    "\u202eright to left\u202c \u200f and \u2066isolated",
)


class Markup(HTMLParser):
    """The elements, the attributes and the text of a piece of HTML, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.attributes, self.shown = set[str](), set[str](), ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element."""
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.shown += "\n".join(value or "" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        """Take in text."""
        self.shown += data


@pytest.fixture
async def hostile(floor: Hosted) -> Hosted:
    """A meeting in which whatever people may write is hostile."""
    for word in WORDS:
        await floor.post("desk", "add-inscription", {"guest": word, "on_behalf_of": word})
    await floor.post("delegate:FR", "request-floor", {"note": WORDS[0]})
    await floor.post("chair", "give-floor-to-next")
    await floor.post("chair", "send-notice", {"to": "speaker", "text": WORDS[1]})
    await floor.post("chair", "send-notice", {"to": "hall", "text": WORDS[2]})
    assert (await floor.post("chair", "suspend-sitting", {"until": WORDS[0]})).status_code == 204
    return floor


@pytest.mark.parametrize("audience", PAGES)
async def test_no_page_has_an_element_or_an_attribute_that_is_not_ours(hostile: Hosted, audience: str) -> None:
    page = Markup((await hostile.get("chair", audience)).text)
    assert not page.elements & {"img", "hx-partial"}
    assert not [name for name in page.attributes if name.startswith("on") or name == "x"]


@pytest.mark.parametrize("audience", PAGES)
async def test_no_frame_has_an_element_or_an_attribute_that_is_not_ours(hostile: Hosted, audience: str) -> None:
    async with hostile.live("chair", audience) as screen:
        regions = (await heard(screen))["regions"]
    frame = Markup("".join(regions.values()))
    assert not frame.elements & {"img", "script", "hx-partial"}
    assert not [name for name in frame.attributes if name.startswith("on") or name == "x"]


async def test_words_are_shown_as_they_were_written(hostile: Hosted) -> None:
    desk, hall = await asyncio.gather(hostile.get("desk", "desk"), hostile.get("hall", "hall"))
    shown = Markup(desk.text).shown
    assert [word for word in WORDS if word not in shown] == []
    assert WORDS[0] in Markup(hall.text).shown


async def test_a_refusal_that_repeats_what_was_sent_repeats_it_as_text(floor: Hosted) -> None:
    refused = await floor.post("chair", "give-floor", {"seat": WORDS[0]}, **{"HX-Request": "true"})
    assert (refused.status_code, "img" in Markup(refused.text).elements) == (404, False)
    assert WORDS[0] in Markup(refused.text).shown


async def test_a_page_that_says_what_went_wrong_repeats_nothing_of_the_address(floor: Hosted) -> None:
    page = await floor.host.client.get(
        f"{floor.host.url}/in/<script>alert(1)<%2Fscript>", headers={"Accept": "text/html"}
    )
    assert (page.status_code, "script" in Markup(page.text).elements) == (404, False)
