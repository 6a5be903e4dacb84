"""The podium is read from two metres: its clock fills its field, every text is whole, and the contrast is high."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from nameplate.meeting import Actor, Role
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.notices import SendNotice, WithdrawNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.programme_changes import ReplaceSpeaker
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.clock import AdjustClock
from tests.cast import BR, FR, KE
from tests.panel import PRESENTATIONS, SITTING, SLOT_1

from .conftest import Invite
from .person import PAINTED, WALL
from .test_hall_sizes import CONTRASTS, OUTSIDE
from .test_nothing_is_cut_off import HALLS, LONG_NAME, LONG_NOTICE, all_of_it_fits, resize

pytestmark = pytest.mark.journey

PORTRAIT = (390, 844)

CLOCK = """() => {
    const [clock, message] = document.querySelectorAll('#floor :is(speaking-clock, .from-chair)');
    const part = name => clock.shadowRoot.querySelector(`[part=${name}]`), range = document.createRange();
    range.selectNodeContents(part('digits'));
    const field = clock.getBoundingClientRect(), text = range.getBoundingClientRect();
    const half = .36 * Number.parseFloat(getComputedStyle(part('digits')).fontSize);
    const middle = (text.top + text.bottom) / 2;
    return {
        share: text.width / field.width,
        above: middle - half - field.top,
        below: part('bar').getBoundingClientRect().top - middle - half,
        free: message.getBoundingClientRect().top - field.bottom,
    };
}"""


PLACES = """() => {
    const clock = document.querySelector('#floor speaking-clock');
    return ['digits', 'bar'].map(name => {
        const box = clock.shadowRoot.querySelector(`[part=${name}]`).getBoundingClientRect();
        return [Math.round(box.top), Math.round(box.bottom)];
    });
}"""


ABOUT_THE_NAME = """() => {
    const text = document.querySelector('#floor .holder').shadowRoot.querySelector('[part=text]');
    const { top, bottom } = text.getBoundingClientRect();
    return {
        above: top / innerHeight,
        below: (document.querySelector('#floor speaking-clock').getBoundingClientRect().top - bottom) / innerHeight,
        size: Number.parseFloat(getComputedStyle(text).fontSize) / innerWidth,
    };
}"""


async def test_a_long_name_on_the_podium_keeps_to_its_edge_and_away_from_the_digits(invite: Invite) -> None:
    participants = await invite()
    podium = await participants.person("podium", **WALL)
    await participants.hosted.chair(
        OpenSitting(SITTING), ReplaceSpeaker(PRESENTATIONS[0], LONG_NAME + f", {LONG_NAME}")
    )
    await participants.hosted.chair(GiveFloor(item=PRESENTATIONS[0]))
    await expect(podium.holder).to_contain_text(LONG_NAME)
    for size in HALLS:
        await resize(podium, size)
        shown = await podium.page.evaluate(ABOUT_THE_NAME)
        assert min(shown["above"], shown["below"]) >= 0.009 and shown["size"] >= 0.015, (size, shown)


@pytest.mark.parametrize(("link", "least"), [("podium", 0.8), ("panellist:p-4", 0.7)])
async def test_the_clock_of_the_podium_fills_its_field_at_any_time(invite: Invite, link: str, least: float) -> None:
    participants = await invite()
    podium = await participants.person(link, **WALL)
    await participants.hosted.chair(OpenSitting(SITTING), GiveFloor(item=PRESENTATIONS[0]))
    for seconds, digits in ((0, "^(10:00|9:5.)$"), (373, "^3:4.$"), (240, r"^\+0:1.$"), (600, r"^\+10:[12].$")):
        await participants.later(seconds=seconds)
        await expect(podium.digits).to_have_text(re.compile(digits))
        await participants.hosted.chair(SendNotice("speaker", LONG_NOTICE if seconds > 300 else "Please conclude"))
        await expect(podium.see("#floor .from-chair")).not_to_be_empty()
        for size in (*HALLS, PORTRAIT):
            await resize(podium, size)
            clock = await podium.page.evaluate(CLOCK)
            assert least <= clock["share"] <= 1, f"{digits} at {size}: {clock}"
            assert min(clock["above"], clock["below"], clock["free"]) >= -1, f"{digits} at {size}: {clock}"
            await all_of_it_fits(podium, "#floor .from-chair")


async def test_a_message_to_the_speaker_is_large_and_moves_neither_digits_nor_bar(invite: Invite) -> None:
    participants = await invite()
    podium = await participants.person("podium", **WALL)
    await participants.hosted.chair(OpenSitting(SITTING), GiveFloor(item=PRESENTATIONS[0]))
    await expect(podium.holder).to_have_text("Mr. Martin Khor")
    await participants.later(seconds=30)  # the digits of 10:00 are smaller
    await expect(podium.digits).to_have_text(re.compile("^9:[0-3].$"))
    for size in HALLS:
        await resize(podium, size)
        await podium.page.evaluate(PAINTED)
        before = await podium.page.evaluate(PLACES)
        await participants.hosted.chair(SendNotice("speaker", "Please conclude"))
        await expect(podium.see("#floor .from-chair")).to_have_text("Please conclude")
        await podium.page.evaluate(PAINTED)
        assert await podium.page.evaluate(PLACES) == before, size
        height = await podium.see("#floor .from-chair").evaluate("e => Number.parseFloat(getComputedStyle(e).fontSize)")
        assert height >= 0.09 * size[0], size
        (sent,) = (await participants.meeting()).notices
        await participants.hosted.chair(WithdrawNotice(sent.id))
        await expect(podium.see("#floor .from-chair")).to_be_empty()


async def test_a_margin_against_overscan_leaves_the_edges_of_the_podium_free(invite: Invite) -> None:
    participants = await invite()
    podium = await participants.person("podium")
    await participants.hosted.chair(OpenSitting(SITTING), GiveFloor(item=PRESENTATIONS[0]))
    await podium.page.goto(f"{podium.page.url}&margin=5")
    await expect(podium.holder).to_have_text("Mr. Martin Khor")
    for width, height in HALLS:
        await resize(podium, (width, height))
        await podium.page.evaluate(PAINTED)
        assert await podium.page.evaluate(OUTSIDE) == [], width
        edges = await podium.page.evaluate("() => Object.values(document.body.getBoundingClientRect().toJSON())")
        assert edges[:4] == pytest.approx([0.05 * width, 0.05 * height, 0.9 * width, 0.9 * height], abs=1)


async def test_the_next_panellists_and_the_questions_are_whole_on_the_podium(invite: Invite) -> None:
    participants = await invite()
    podium = await participants.person("podium")
    await participants.hosted.chair(OpenSitting(SITTING))
    for item in (None, *PRESENTATIONS):
        if item:
            await participants.hosted.chair(GiveFloor(item=item))
        for size in HALLS:
            await resize(podium, size)
            await all_of_it_fits(podium, "#next fit-text")
    await participants.hosted.chair(OpenItem(SLOT_1, ending=True), OpenList())
    for by in (FR, KE, BR):
        await participants.press(by, RequestFloor("question", LONG_NOTICE[:200]))
        await participants.hosted.chair(GiveFloorToNext())
    await expect(podium.see("#questions li")).to_have_count(3)
    for size in HALLS:
        await resize(podium, size)
        await all_of_it_fits(podium, "#questions fit-list")
        await all_of_it_fits(podium, "#next fit-text")


async def test_no_state_of_the_podium_has_anything_outside_and_every_text_has_contrast(invite: Invite) -> None:
    participants = await invite()
    podium, own = await participants.persons("podium", "panellist:p-4")
    chair = participants.hosted.chair

    async def whole(says: str) -> None:
        for person, sizes in ((podium, HALLS), (own, (PORTRAIT,))):
            await expect(person.see("#floor")).to_contain_text(says)
            for size in sizes:
                await resize(person, size)
                await person.page.evaluate(PAINTED)
                assert await person.page.evaluate(OUTSIDE) == [], (person.name, says, size)
            for scheme in ("light", "dark"):
                await person.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                contrasts = await person.page.evaluate(CONTRASTS)
                assert {text: ratio for text, ratio in contrasts.items() if ratio < 7} == {}, (says, scheme)

    await whole("The sitting opens at 09:00.")
    await chair(OpenSitting(SITTING))
    await whole("Nobody has the floor")
    await chair(GiveFloor(item=PRESENTATIONS[0]))
    await whole("Mr. Martin Khor")
    await chair(SuspendSitting("15:00"))
    await whole("The sitting is suspended until 15:00.")
    await chair(ResumeSitting(), OpenItem(SLOT_1, ending=True), OpenList())
    await participants.press(FR, RequestFloor("question", "What will it cost?"))
    await chair(GiveFloorToNext())
    await whole("France")
    await chair(AdjustClock(-3600))
    await whole("France")
    await chair(SuspendSitting("15:00"), AdjournSitting(ending=True))
    await whole("The sitting is adjourned.")


@pytest.mark.parametrize("link", ["podium", "panellist:p-4"])
async def test_four_questions_are_whole_on_a_tablet_held_upright(invite: Invite, link: str) -> None:
    participants = await invite()
    screen = await participants.person(link)
    await resize(screen, (820, 1180))
    await participants.hosted.chair(OpenSitting(SITTING), OpenItem(SLOT_1, ending=True), OpenList())
    for by in (FR, KE, BR, Actor("delegate:NO", Role.DELEGATE, "NO")):
        await participants.press(by, RequestFloor("question", LONG_NOTICE[:170]))
        await participants.hosted.chair(GiveFloorToNext())
    place = "#questions" if link == "podium" else "#mine"
    asked = screen.see(f"{place} q")
    await expect(asked).to_have_count(4)
    await screen.page.evaluate(PAINTED)
    field = await screen.see(f"{place} :is(fit-text, fit-list)").bounding_box()
    assert field
    for question in await asked.all():
        box = await question.bounding_box()
        assert box and field["y"] - 1 <= box["y"] and box["y"] + box["height"] <= field["y"] + field["height"] + 1
    await participants.hosted.chair(SendNotice("speaker", "Please conclude"))
    assert await screen.page.evaluate(OUTSIDE) == []


async def test_a_question_does_not_reload_the_page_of_a_panellist(invite: Invite) -> None:
    participants = await invite()
    screen = await participants.person("panellist:p-4")
    await screen.page.evaluate("() => { window.isTheSame = true; }")
    await participants.hosted.chair(OpenSitting(SITTING), OpenItem(SLOT_1, ending=True), OpenList())
    await participants.press(FR, RequestFloor("question", "To all of you"))
    await participants.hosted.chair(GiveFloorToNext())
    await expect(screen.see("#mine q")).to_have_count(1)
    await expect(screen.see("#questions")).to_be_hidden()
    assert await screen.page.evaluate("() => window.isTheSame") is True


@pytest.mark.parametrize("size", [(390, 844), (1024, 768), (1280, 720)])
async def test_a_panellist_reads_the_newest_of_many_questions_without_scrolling(
    invite: Invite, size: tuple[int, int]
) -> None:
    participants = await invite()
    screen = await participants.person("panellist:p-4")
    await resize(screen, size)
    await participants.hosted.chair(OpenSitting(SITTING), OpenItem(SLOT_1, ending=True), OpenList())
    asking = [Actor(f"delegate:{seat}", Role.DELEGATE, seat) for seat in ("FR", "KE", "BR", "EU", "NO")]
    for by in (*asking, *asking[1:]):
        await participants.press(by, RequestFloor("question", LONG_NOTICE))
        await participants.hosted.chair(GiveFloorToNext())
    for by in asking[:2]:
        await participants.press(by, RequestFloor("question", LONG_NOTICE))
    await expect(screen.see("#mine h2")).to_have_text("9 questions asked · 2 to come")
    await screen.page.evaluate(PAINTED)
    field, clock = await screen.see("#mine fit-text").bounding_box(), await screen.see("speaking-clock").bounding_box()
    newest = await screen.see("#mine li").first.bounding_box()
    assert field and clock and newest
    assert clock["y"] >= 0 and clock["y"] + clock["height"] <= size[1]
    assert field["y"] - 1 <= newest["y"] and newest["y"] + newest["height"] <= field["y"] + field["height"] <= size[1]
    await expect(screen.see("#mine li").first).to_contain_text("Norway")
    letters = await screen.see("#mine q").first.evaluate("q => Number.parseFloat(getComputedStyle(q).fontSize)")
    assert letters >= 17
    assert await screen.page.evaluate("document.documentElement.scrollHeight") <= size[1]
