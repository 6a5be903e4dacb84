"""The hall is read from twenty metres: the sizes of its texts, their contrast, and that nothing is cut or covered."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from nameplate.meeting import Command
from nameplate.meeting.auxiliary_timer import StartAuxiliaryTimer, StopAuxiliaryTimer
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.programme_changes import AddItem
from nameplate.meeting.programme.sittings import OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock
from tests.panel import PRESENTATIONS, SITTING, SLOT_1, panel

from .conftest import Invite
from .person import PAINTED, Person

ORDINARY = ((1280, 720), (1366, 768), (1440, 900), (1920, 1080), (3840, 2160))
SIZES = ((1024, 768), *ORDINARY)
CAPITALS = 0.711
"""The height of capitals and digits of Roboto, as a share of the font size."""
FONT_SHARES = """() => {
    const size = e => parseFloat(getComputedStyle(e).fontSize) / innerHeight;
    const text = e => size(e.shadowRoot.querySelector('[part=text]'));
    return {
        name: text(document.querySelector('#floor .name')),
        clock: size(document.querySelector('#floor speaking-clock')),
        next: Math.min(...[...document.querySelectorAll('#next .name')].map(size)),
        rest: Math.min(...[...document.querySelectorAll('#floor .title, #next h2, #next .foot p, #next .limits li, h1')]
            .map(size)),
    };
}"""
OUTSIDE = """() => [...document.querySelectorAll('h1, h2, p, li, fit-text, wall-clock, speaking-clock, .qr, .chip')]
    .flatMap(e => [e, ...(e.shadowRoot?.querySelectorAll('[part=digits], [part=text]') ?? [])])
    .filter(e => {
        const { left, top, right, bottom, width } = e.getBoundingClientRect();
        return width && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
    }).map(e => e.textContent)"""
COVERED = """() => {
    const parts = ['#floor', '#next .foot', '#next fit-list', '#join .qr', '#notice:not(:empty)', 'wall-clock'];
    const boxes = parts.map(part => document.querySelector(part)).filter(e => e?.checkVisibility())
        .map(e => [e.id || e.className, (e.shadowRoot?.querySelector('[part=text]') ?? e).getBoundingClientRect()]);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) => meet(a, b)).map(([two]) => [one, two]));
}"""
CONTRASTS = """() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgb = (...colours) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
        }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = parts => parts.map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, n) => sum + c * [.2126, .7152, .0722][n], 0);
    const behind = e => e ? [...behind(e.parentElement), getComputedStyle(e).backgroundColor] : ['white'];
    const found = {}, texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const e = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !e.checkVisibility() || e.closest('.visually-hidden')) continue;
        const [a, b] = [light(rgb(getComputedStyle(e).color)), light(rgb(...behind(e)))];
        found[texts.currentNode.data.trim()] = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    }
    return found;
}"""
PROGRAMME = """() => {
    const parts = [...document.querySelectorAll('#next :is(.coming, .at), #board :is(.at, strong, .when)')]
        .filter(e => e.checkVisibility());
    return {
        rows: [...document.querySelectorAll(':is(#next, #board) fit-list li')].filter(e => e.checkVisibility()).length,
        more: document.querySelector('fit-list').shadowRoot.querySelector('[part=more]').textContent,
        smallest: Math.min(...parts.map(e => parseFloat(getComputedStyle(e).fontSize))) / innerHeight,
    };
}"""
WIDEST_CODE = "MMMMMMMM"
CODE_LINE = """() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('#join strong'));
    return { lines: range.getClientRects().length,
        size: parseFloat(getComputedStyle(document.querySelector('#join strong')).fontSize) / innerHeight,
        fills: range.getBoundingClientRect().width / document.querySelector('#join').clientWidth };
}"""
SMALLEST_NAME = """() => Math.min(1, ...[...document.querySelectorAll('#next .name')].filter(e => e.checkVisibility())
    .map(e => parseFloat(getComputedStyle(e).fontSize) / innerHeight))"""
NEXT_AND_CODE = """() => {
    const share = e => parseFloat(getComputedStyle(e).fontSize) / innerHeight;
    const names = [...document.querySelectorAll('#next .name')].filter(e => e.checkVisibility());
    const code = document.querySelector('#join .qr');
    return {
        names: names.map(e => e.textContent),
        smallest: Math.min(...names.map(share), share(document.querySelector('#join strong'))),
        code: code.checkVisibility() ? code.getBoundingClientRect().width / innerHeight : 0,
    };
}"""
ABOUT = """() => {
    const texts = [...document.querySelectorAll('#floor .about :is(.behalf, .title)')];
    const about = document.querySelector('#floor .about'), name = document.querySelector('#floor .name');
    const box = e => e.shadowRoot.querySelector('[part=text]').getBoundingClientRect();
    return {
        smallest: Math.min(...texts.map(e => parseFloat(getComputedStyle(e).fontSize))) / innerHeight,
        title: document.querySelector('#floor .title').textContent,
        gap: (box(about).top - box(name).bottom) / innerHeight,
        overlaps: box(name).bottom > box(about).top + 1
            || box(about).bottom > document.querySelector('#floor speaking-clock').getBoundingClientRect().top + 1,
    };
}"""
DIGITS = """() => {
    const clock = document.querySelector('#floor speaking-clock'), range = document.createRange();
    range.selectNodeContents(clock.shadowRoot.querySelector('[part=digits]'));
    const { height, right } = range.getBoundingClientRect();
    return { height, free: document.querySelector('#floor').getBoundingClientRect().right - right };
}"""
RESTS = """() => {
    const found = [], timer = document.querySelector('#auxiliary-timer');
    for (let x = 4; x < innerWidth; x += 24) for (let y = 4; y < innerHeight; y += 12) {
        const seen = document.elementsFromPoint(x, y), over = seen.slice(0, seen.indexOf(timer));
        if (!seen.includes(timer)) found.push([x, y, seen[0]?.id ?? '']);
        for (const e of over) if (getComputedStyle(e).backgroundColor !== 'rgba(0, 0, 0, 0)') found.push([x, y, e.id]);
    }
    return found.slice(0, 5);
}"""
SHADOW_TEXT = "e => e.shadowRoot.textContent"
SEATS = ("FR", "KE", "BR", "NO")


async def discussion(invite: Invite) -> Person:
    """The hall during a discussion: France speaks, and the list is open."""
    participants = await invite()
    hall = await participants.person("hall")
    await participants.hosted.chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList())
    await participants.hosted.chair(*(AddInscription(seat) for seat in SEATS), GiveFloorToNext())
    await expect(hall.holder).to_have_text("France")
    return hall


async def test_name_and_clock_are_large_enough_for_the_last_row(invite: Invite) -> None:
    hall = await discussion(invite)
    for width, height in ORDINARY:
        await hall.page.set_viewport_size({"width": width, "height": height})
        await hall.page.evaluate(PAINTED)
        shares = await hall.page.evaluate(FONT_SHARES)
        assert shares["name"] >= 0.09, (width, shares)
        assert shares["clock"] * CAPITALS >= 0.30, (width, shares)
        assert min(shares["next"], shares["rest"]) * CAPITALS >= 0.029, (width, shares)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_of_the_hall_has_the_contrast_of_level_aaa(invite: Invite, scheme: str) -> None:
    hall = await discussion(invite)
    await hall.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    contrasts = await hall.page.evaluate(CONTRASTS)
    assert "France" in contrasts and len(contrasts) > 8
    assert {text: ratio for text, ratio in contrasts.items() if ratio < 7} == {}


async def test_no_state_of_the_hall_has_anything_outside_or_covered_at_any_size(invite: Invite) -> None:
    participants = await invite()
    hall, chair = await participants.person("hall"), participants.hosted.chair

    async def whole(where: str) -> None:
        await hall.shows((await participants.meeting()).version)
        await expect(hall.see("#floor")).to_contain_text(where)
        for width, height in SIZES:
            await hall.page.set_viewport_size({"width": width, "height": height})
            await hall.page.evaluate(PAINTED)
            assert await hall.page.evaluate(OUTSIDE) == [], (where, width)
            assert await hall.page.evaluate(COVERED) == [], (where, width)

    await whole("The sitting opens at 09:00.")
    await chair(ShowJoinCode())
    await whole("The sitting opens at 09:00.")
    await chair(OpenSitting(SITTING), GiveFloor(item=PRESENTATIONS[0]))
    await whole("Executive Director of the South Centre")
    await chair(AdjustClock(1800))
    await whole("Executive Director of the South Centre")
    await chair(ShowJoinCode(False), OpenItem(SLOT_1, ending=True), OpenList())
    await chair(*(AddInscription(seat) for seat in SEATS), GiveFloorToNext())
    await whole("France")
    await chair(SuspendSitting("15:00"))
    await whole("The sitting is suspended until 15:00.")


async def test_a_margin_against_overscan_leaves_the_edges_free_and_cuts_nothing(invite: Invite) -> None:
    hall = await discussion(invite)
    await hall.page.goto(f"{hall.page.url}&margin=5")
    await expect(hall.holder).to_have_text("France")
    for width, height in SIZES:
        await hall.page.set_viewport_size({"width": width, "height": height})
        await hall.page.evaluate(PAINTED)
        assert await hall.page.evaluate(OUTSIDE) == [], width
        assert await hall.page.evaluate(COVERED) == [], width
        edges = await hall.page.evaluate("() => Object.values(document.body.getBoundingClientRect().toJSON())")
        assert edges[:2] == [pytest.approx(0.05 * width, abs=1), pytest.approx(0.05 * height, abs=1)]
        assert edges[2:4] == [pytest.approx(0.9 * width, abs=1), pytest.approx(0.9 * height, abs=1)]


async def test_before_the_sitting_the_hall_shows_fewer_items_rather_than_small_ones(invite: Invite) -> None:
    participants = await invite()
    hall = await participants.person("hall")
    items = len((await participants.meeting()).sittings[0].items)
    for width, height in SIZES:
        await hall.page.set_viewport_size({"width": width, "height": height})
        await hall.page.evaluate(PAINTED)
        shown = await hall.page.evaluate(PROGRAMME)
        assert shown["smallest"] * CAPITALS >= 0.029, (width, shown)
        out = items - shown["rows"]
        assert shown["rows"] >= 4 and shown["more"] == (f"and {out} more" if out else ""), (width, shown)
        assert out == 0 or (width, height) not in ((1280, 720), (1920, 1080), (3840, 2160)), (width, shown)


@pytest.mark.parametrize(("code", "least_sizes"), [("RF868PXE", (0.08, 0.075)), (WIDEST_CODE, (0.07, 0.055))])
async def test_the_join_code_is_one_large_line(invite: Invite, code: str, least_sizes: tuple[float, float]) -> None:
    participants = await invite(panel(code))
    hall, chair = await participants.person("hall"), participants.hosted.chair
    await chair(ShowJoinCode())
    states: tuple[tuple[Command, ...], ...] = ((), (OpenSitting(SITTING), OpenItem(SLOT_1), OpenList()))
    for commands, least, fills in zip(states, least_sizes, (0.4, 0.7), strict=True):
        await chair(*commands)
        await chair(*(AddInscription(seat) for seat in SEATS if commands))
        await expect(hall.see("#floor")).to_contain_text("Nobody has the floor" if commands else "The sitting opens")
        for width, height in ORDINARY:
            await hall.page.set_viewport_size({"width": width, "height": height})
            await hall.page.evaluate(PAINTED)
            line = await hall.page.evaluate(CODE_LINE)
            assert line["lines"] == 1 and line["size"] >= least and line["fills"] >= fills, (width, line)


@pytest.mark.parametrize("link", ["hall", "podium"])
async def test_a_pause_fills_the_screen_and_shames_nobody(invite: Invite, link: str) -> None:
    participants = await invite()
    screen, chair = await participants.person(link), participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList())
    await chair(*(AddInscription(seat) for seat in SEATS), GiveFloorToNext(), AdjustClock(-3600))
    await expect(screen.digits).to_contain_text("+")
    await chair(SuspendSitting("15:00"))
    said = screen.see("#floor .nobody")
    await expect(said).to_have_text("The sitting is suspended until 15:00.")
    await expect(screen.see("speaking-clock")).to_have_count(0)
    await expect(screen.see("#floor .resumes")).to_have_text("Continues: France")
    await expect(screen.see("#next .name").first).to_have_text("Kenya")
    for width, height in ORDINARY:
        await screen.page.set_viewport_size({"width": width, "height": height})
        await screen.page.evaluate(PAINTED)
        size = await said.evaluate("e => parseFloat(getComputedStyle(e).fontSize) / innerHeight")
        assert size >= 0.09, (width, size)
        assert await screen.page.evaluate(OUTSIDE) == [], width
    await chair(ResumeSitting())
    await expect(screen.holder).to_have_text("France")
    await expect(screen.digits).to_contain_text("+")


@pytest.mark.parametrize("link", ["hall", "podium"])
async def test_a_pause_says_how_many_minutes_it_still_lasts(invite: Invite, link: str) -> None:
    participants = await invite()
    screen, chair = await participants.person(link), participants.hosted.chair
    await chair(OpenSitting(SITTING))
    left, time = screen.see("minutes-left"), await screen.see("wall-clock").evaluate(SHADOW_TEXT)
    now = datetime.strptime(time, "%H:%M").replace(tzinfo=UTC)

    def after(minutes: int) -> datetime:
        return now + timedelta(minutes=minutes)

    soon = {f"{after(20):%H:%M}": "in (20|19) min", f"{after(45):%Hh%M}": "in (45|44) min"}
    never = dict.fromkeys((f"{after(360):%H:%M}", f"{after(-20):%H:%M}", "after lunch", "25:10"), "^$")
    for until, told in (soon | never).items():
        await chair(SuspendSitting(until))
        await expect(screen.see("#floor .nobody")).to_contain_text(until)
        await expect(left).to_have_text(re.compile(told))
        await chair(ResumeSitting())
    await chair(SuspendSitting(f"{after(20):%H:%M}"))
    await participants.later(minutes=17)
    await expect(left).to_have_text(re.compile("in (3|2) min"))
    await participants.later(minutes=4)
    await expect(left).to_have_text("")


async def test_messages_and_timers_take_nothing_from_the_speaker_in_the_hall(invite: Invite) -> None:
    participants = await invite()
    hall, chair = await participants.person("hall"), participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList())
    await chair(*(AddInscription(seat) for seat in SEATS), GiveFloorToNext())
    await expect(hall.holder).to_have_text("France")
    before = [place async for place in _places_of_the_speaker(hall)]
    for text in ("The documents are at the back.", "The documents are at the back of the room. " * 6):
        await chair(SendNotice("hall", text))
        await expect(hall.see("#notice")).to_have_text(text.strip())
        assert [place async for place in _places_of_the_speaker(hall)] == before
    await chair(StartAuxiliaryTimer("Minute of silence in memory of the victims", 1))
    await expect(hall.see("#auxiliary-timer p")).to_be_visible()
    assert [place async for place in _places_of_the_speaker(hall)] == before
    await chair(StopAuxiliaryTimer(), ShowJoinCode())
    await expect(hall.see("#join strong")).to_be_visible()
    assert [place async for place in _places_of_the_speaker(hall)] == before


async def _places_of_the_speaker(hall: Person) -> AsyncIterator[object]:
    """The places of name and clock at each size. Nothing is cut, covered or small."""
    for width, height in SIZES:
        await hall.page.set_viewport_size({"width": width, "height": height})
        await hall.page.evaluate(PAINTED)
        assert await hall.page.evaluate(OUTSIDE) == [], width
        assert await hall.page.evaluate(COVERED) == [], width
        assert await hall.page.evaluate(SMALLEST_NAME) * CAPITALS >= 0.03, width
        size = await hall.see("#floor speaking-clock").evaluate("e => getComputedStyle(e).fontSize")
        yield size, await hall.place_of("#floor .name"), await hall.place_of("#floor speaking-clock")


async def test_a_timer_that_fills_the_screen_leaves_no_rest_of_other_fields(invite: Invite) -> None:
    participants = await invite()
    screens, chair = await participants.persons("hall", "podium"), participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList(), *(AddInscription(seat) for seat in SEATS))
    await participants.later(minutes=1)  # the announcement that the list is open is over
    for commands in ((), (GiveFloorToNext(), PauseClock())):
        await chair(*commands, StartAuxiliaryTimer("Break", 15))
        for screen in screens:
            await expect(screen.see("#auxiliary-timer p")).to_have_text("Break")
            for width, height in ((1280, 720), (1024, 768)):
                await screen.page.set_viewport_size({"width": width, "height": height})
                await screen.page.evaluate(PAINTED)
                assert await screen.page.evaluate(RESTS) == [], (screen.name, width)
        await chair(StopAuxiliaryTimer())


async def test_ten_minutes_of_overtime_have_digits_of_the_same_height(invite: Invite) -> None:
    participants = await invite()
    hall, chair = await participants.person("hall"), participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList(), AddInscription("FR"), GiveFloorToNext())
    heights = []
    for seconds, digits in ((1, "2:5"), (180, "+0:"), (600, "+10:")):
        await participants.later(seconds=seconds)
        await expect(hall.digits).to_contain_text(digits)
        heights.append([height async for height in _heights_of_the_digits(hall)])
    assert heights[1] == pytest.approx(heights[0], abs=1) and heights[2] == pytest.approx(heights[0], abs=1)


async def _heights_of_the_digits(hall: Person) -> AsyncIterator[float]:
    """At each size. The digits stay inside the field of the speaker."""
    for width, height in SIZES:
        await hall.page.set_viewport_size({"width": width, "height": height})
        await hall.page.evaluate(PAINTED)
        digits = await hall.page.evaluate(DIGITS)
        assert digits["free"] >= 0, (width, digits)
        yield digits["height"]


async def test_with_a_message_and_the_join_code_two_names_and_the_code_stay(invite: Invite) -> None:
    participants = await invite(panel(WIDEST_CODE))
    hall, chair = await participants.person("hall"), participants.hosted.chair
    await chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList())
    await chair(*(AddInscription(seat) for seat in SEATS), GiveFloorToNext(), ShowJoinCode())
    for text, least_code in (("The documents are at the back.", 0.11), ("The documents are at the back. " * 8, 0)):
        await chair(SendNotice("hall", text))
        await expect(hall.see("#notice")).to_have_text(text.strip())
        for width, height in SIZES:
            await hall.page.set_viewport_size({"width": width, "height": height})
            await hall.page.evaluate(PAINTED)
            shown = await hall.page.evaluate(NEXT_AND_CODE)
            assert shown["names"][:2] == ["Kenya", "Brazil"], (width, shown)
            assert shown["smallest"] * CAPITALS >= 0.029 and shown["code"] >= least_code, (width, shown)
            assert await hall.page.evaluate(OUTSIDE) == [], (text, width)
            assert await hall.page.evaluate(COVERED) == [], (text, width)


async def test_a_long_title_beside_a_long_name_is_cut_at_a_word_and_stays_readable(invite: Invite) -> None:
    participants = await invite()
    hall, chair = await participants.person("hall"), participants.hosted.chair
    name, title = "Bartholomew Featherstonehaugh " * 4, "Permanent Representative and Chair of the Working Group " * 4
    await chair(OpenSitting(SITTING), AddItem("keynote", "Water", 9, name[:119], title[:180], "A group", before="p-4"))
    meeting = await participants.meeting()
    added = [
        item for item in meeting.items() if item.speaker and meeting.seats[item.speaker].name == name[:119].strip()
    ]
    await chair(GiveFloor(item=added[0].id))
    await expect(hall.see("#floor .behalf")).to_be_visible()
    cuts = []
    for width, height in (*SIZES, (1280, 720)):
        await hall.page.set_viewport_size({"width": width, "height": height})
        for _ in range(2):  # the text below the name fits itself after the name has done so
            await hall.page.evaluate(PAINTED)
        shown = await hall.page.evaluate(ABOUT)
        assert shown["smallest"] * CAPITALS >= 0.029 and not shown["overlaps"], (width, shown)
        assert shown["gap"] >= 0.015, (width, shown)
        whole = title[:180].strip()
        words = shown["title"].removesuffix("…")
        assert whole == words or (whole.startswith(f"{words} ") and shown["title"] == f"{words}…"), (width, shown)
        cuts.append(whole != words)
    assert cuts[1] and cuts[-1]  # at 1280 x 720
