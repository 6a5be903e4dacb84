"""The webcast over a camera: nothing is cut or covered, and how the parts come in and go out."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from nameplate.access.passes import new_code
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speeches.clock import AdjustClock
from tests.panel import DELEGATIONS, SITTING, SLOT_1, panel

from .conftest import Invite
from .participants import Participants
from .person import PAINTED, Person
from .test_accessibility import has_no_barrier
from .test_booth import LONG

pytestmark = pytest.mark.journey

SIZES = ((1280, 720), (1920, 1080))
EVERY_PART = "&parts=name,clock,next,slate"
GROUP = "Coalition of Organizations for Development and Human Rights in All the Regions of the World"
NAMES = {
    "LATIN": LONG,
    "ARABIC": "المملكة العربية السعودية والبعثة الدائمة لدى الأمم المتحدة في جنيف",
    "CHINESE": "中华人民共和国常驻联合国日内瓦办事处和瑞士其他国际组织代表团",
    "RUSSIAN": "Постоянное представительство Российской Федерации при Организации Объединённых Наций",
}
LEAST_SIZE = 0.02
"""The smallest text that is shown in any case, as a share of the height."""

ALL = "const all = of => [...document.querySelectorAll(`:is(#floor, #next, #slate) :is(${of})`)];"
"""What is shown, without the copies that go out."""
UNSAFE = f"""() => {{ {ALL}
    const isInside = (from, to, size) => from >= size * .05 - 2 && to <= size * .95 + 2;
    const parts = all('fit-text, fit-list, speaking-clock')
        .flatMap(e => [...e.shadowRoot.querySelectorAll('[part=text], [part=digits], [part=more]')]);
    return [...all('.tag, .about p, h2, li, .said, .date, .now span, .body'), ...parts].filter(e => {{
        const {{ left, right, top, bottom, width }} = e.getBoundingClientRect();
        return width && !(isInside(left, right, innerWidth) && isInside(top, bottom, innerHeight));
    }}).map(e => e.textContent);
}}"""
"""The texts outside the inner 90 % of the picture."""
SPILLS = f"""() => {{ {ALL}
    return all('.plate, .about, .ticker, .slate, .slate aside, .time').flatMap(plate => {{
        const outer = plate.getBoundingClientRect();
        const texts = [...plate.querySelectorAll('fit-text, fit-list, speaking-clock')]
            .flatMap(e => [...e.shadowRoot.querySelectorAll('[part=text], [part=digits]')]);
        return texts.filter(e => {{
            const {{ left, right, top, bottom, width }} = e.getBoundingClientRect();
            const isWider = e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline';
            const isOut = left < outer.left || right > outer.right || top < outer.top || bottom > outer.bottom;
            return width && (isWider || isOut);
        }}).map(() => plate.textContent);
    }});
}}"""
"""The plates with a text that is larger than they are."""
MEET = f"""() => {{ {ALL}
    const boxes = all('.third, .time, .ticker').map(e => e.getBoundingClientRect());
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return boxes.some((a, n) => boxes.slice(n + 1).some(b => meet(a, b)));
}}"""
"""Whether two of the three parts cover each other."""
SMALLEST = f"""() => {{ {ALL}
    const texts = all(':is(.third, .ticker) :is(fit-text, fit-list)').map(e => e.text);
    return Math.min(...texts.map(e => parseFloat(getComputedStyle(e).fontSize))) / innerHeight;
}}"""
STILL = """() => document.getAnimations().filter(e => e instanceof CSSAnimation)
    .every(e => e.playState === 'finished')"""
"""Whether all parts have come in."""
PLATES = f"""() => {{ {ALL}
    return all('.plate, .about, .tag, .time, .ticker').map(e => getComputedStyle(e))
        .map(e => [e.opacity, new DOMMatrix(e.transform).isIdentity, e.clipPath.split(' ')[0]]);
}}"""
TIMES = """() => document.getAnimations().filter(e => e instanceof CSSAnimation)
    .map(e => e.effect.getComputedTiming().endTime)"""
AFTER_THE_OLD_ONE = """() => {
    window.met = [];
    const look = () => {
        const covers = [...document.querySelectorAll('.plate')].map(e => getComputedStyle(e).clipPath);
        if (covers.length > 1) window.met.push(covers.filter(cover => cover !== 'inset(0px 100% 0px 0px)').length);
        requestAnimationFrame(look);
    };
    look();
}"""
"""Counts the names in the picture while one goes and another one comes: those that are not covered altogether."""


NOTE_MOVING_NAMES = """() => addEventListener('live:shown', () => {
    const moving = document.getAnimations().map(e => e.effect.target).filter(e => e.matches?.('#next li'));
    window.moving = moving.map(e => e.querySelector('.name').textContent);
    window.shown = true;
})"""


async def discussion(invite: Invite, **options: str) -> tuple[Person, Participants]:
    """The webcast with all its parts. France speaks; Kenya, Brazil and Norway are next."""
    participants = await invite(panel(new_code(), (*DELEGATIONS, *(Seat(s, "igo", n) for s, n in NAMES.items()))))
    air = await participants.person("air", **options)
    await air.page.goto(f"{air.page.url}{EVERY_PART}")
    await air.is_live()
    await participants.hosted.chair(OpenSitting(SITTING), OpenItem(SLOT_1), OpenList())
    await participants.hosted.chair(*(AddInscription(seat) for seat in ("FR", "KE", "BR", "NO")), GiveFloorToNext())
    await expect(air.holder).to_have_text("France")
    return air, participants


async def everything_is_whole(air: Person, where: str) -> None:
    """At every size nothing is outside the inner 90 %, larger than its plate, or covered."""
    for width, height in SIZES:
        await air.page.set_viewport_size({"width": width, "height": height})
        await air.page.wait_for_function(STILL)
        await air.page.evaluate(PAINTED)
        assert await air.page.evaluate(UNSAFE) == [], (where, width)
        assert await air.page.evaluate(SPILLS) == [], (where, width)
        assert not await air.page.evaluate(MEET), (where, width)
        if await air.see("#floor .third").count():
            assert await air.page.evaluate(SMALLEST) >= LEAST_SIZE, (where, width)


async def test_the_longest_names_in_four_scripts_are_whole_and_in_the_title_safe_area(invite: Invite) -> None:
    air, participants = await discussion(invite)
    await everything_is_whole(air, "France")
    chair = participants.hosted.chair
    for seat, name in NAMES.items():
        await chair(AddInscription(seat, on_behalf_of=GROUP if seat == "LATIN" else ""))
        await chair(CorrectFloor(seat=seat))
        await expect(air.holder).to_have_text(name)
        await everything_is_whole(air, name)
    await chair(CorrectFloor(seat="FR"), AdjustClock(-3600))
    for left in reversed(range(len(await participants.waiting()))):
        await chair(GiveFloorToNext())
        speech = (await participants.meeting()).speech
        await expect(air.see("#next li")).to_have_count(min(left, 3))
        if speech and speech.seat in NAMES:
            await expect(air.holder).to_have_text(NAMES[speech.seat])
            await everything_is_whole(air, f"{speech.seat} with all that is said of it")


async def test_a_new_name_waits_until_the_old_one_has_gone_and_then_stands_still(invite: Invite) -> None:
    air, participants = await discussion(invite, reduced_motion="no-preference")
    await air.page.evaluate(AFTER_THE_OLD_ONE)
    await participants.hosted.chair(GiveFloorToNext())
    await expect(air.holder).to_have_text("Kenya")
    await expect(air.see("#leaving *")).to_have_count(0)
    met = await air.page.evaluate("() => window.met")
    assert met and max(met) == 1
    await air.page.wait_for_function(STILL)
    plates = await air.page.evaluate(PLATES)
    assert len(plates) == 4 and {(opacity, still) for opacity, still, _ in plates} == {("1", True)}
    assert all(cover == "none" or cover.startswith("inset(-") for *_, cover in plates)
    place = await air.place_of("#floor .plate")
    await participants.hosted.chair(CorrectFloor(seat="EU"))
    await expect(air.holder).to_have_text("European Union")
    assert await air.page.evaluate(STILL)
    x, y, height, _ = await air.place_of("#floor .plate")
    assert (x, y, height) == place[:3]


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
async def test_the_names_of_the_ticker_glide_to_their_new_places_unless_nothing_may_move(
    invite: Invite, motion: str
) -> None:
    air, participants = await discussion(invite, reduced_motion=motion)
    await air.page.wait_for_function(STILL)
    await air.page.evaluate(NOTE_MOVING_NAMES)
    await participants.hosted.chair(GiveFloorToNext())
    await expect(air.see("#next .name")).to_have_text(["Brazil", "Norway"])
    await air.page.wait_for_function("() => window.shown")
    assert await air.page.evaluate("() => window.moving") == (["Brazil", "Norway"] if motion != "reduce" else [])


async def test_with_reduced_motion_nothing_is_seen_to_move(invite: Invite) -> None:
    air, participants = await discussion(invite)
    await participants.hosted.chair(GiveFloorToNext())
    await expect(air.holder).to_have_text("Kenya")
    times = await air.page.evaluate(TIMES)
    assert len(times) >= 4 and max(times) <= 1
    await expect(air.see("#leaving *")).to_have_count(0)


async def test_a_pause_takes_the_name_away_and_fills_the_picture(invite: Invite) -> None:
    air, participants = await discussion(invite)
    chair = participants.hosted.chair
    await expect(air.see("#slate .slate")).to_have_count(0)
    await chair(SuspendSitting("15:00"))
    await expect(air.see("#slate .slate .when")).to_contain_text("We resume at")
    await expect(air.see("#slate .slate .at").first).to_have_text("15:00")
    await expect(air.see(":is(#floor, #next) :is(.third, .time, .ticker)")).to_have_count(0)
    await expect(air.see("#slate .slate .on")).to_contain_text("Interactive discussion, slot 1")
    await expect(air.see("#slate .slate .on")).to_contain_text("France")
    await expect(air.see("#slate .slate li.item")).to_contain_text(["slot 1", "Comments and replies", "slot 2"])
    await everything_is_whole(air, "pause")
    box = await air.see("#slate .slate").bounding_box()
    assert box == {"x": 0, "y": 0, "width": SIZES[-1][0], "height": SIZES[-1][1]}
    await has_no_barrier(air, "pause")
    await chair(ResumeSitting(), SuspendSitting("the end of the consultations"))
    said = "The sitting is suspended until the end of the consultations."
    await expect(air.see("#slate .slate .sentence")).to_have_text(said)
    await everything_is_whole(air, "a pause without a time")
    await chair(ResumeSitting())
    await expect(air.holder).to_have_text("France")
    await expect(air.see(".slate")).to_have_count(0)


async def test_a_link_without_the_slate_shows_nothing_in_a_pause(invite: Invite) -> None:
    air, participants = await discussion(invite)
    await air.page.goto(air.page.url.replace(",slate", ""))
    await air.is_live()
    await participants.hosted.chair(SuspendSitting("15:00"))
    await expect(air.see("#floor .third")).to_have_count(0)
    await expect(air.see("#slate .slate")).to_be_hidden()
    assert await air.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    await expect(air.see("#leaving *")).to_have_count(0)
