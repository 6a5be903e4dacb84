"""Takes the small pictures on the start page of the demo: `python -m tests.journeys.demo_pictures`.

The story is that of `pictures`. Each picture has 480 x 270 pixels: a room screen as a whole, and of a phone the upper
part, on a ground.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode, b64encode
from pathlib import Path

from playwright.async_api import Page

from nameplate.pages.demo_page import GROUPS, PICTURES

from .browser import chromium
from .participants import Participants
from .person import PHONE, Person
from .pictures import CAMERA, STANDS_STILL, meeting, story

WIDE = {"viewport": {"width": 1280, "height": 720}}
SIZES = {"delegate": PHONE | {"device_scale_factor": 2}, "join": PHONE | {"device_scale_factor": 2}}
COLOURS = {"light": ("#dbe5ee", "#b9c7d4"), "dark": ("#0a0e13", "#2c3845")}
PAGE = """
<style>
  body {{ margin: 0; display: grid; justify-content: center; background: {ground}; }}
  img {{ inline-size: 480px; z-index: 1; }}
  .phone {{ margin-block-start: 18px; inline-size: 206px; border: 5px solid {edge}; border-radius: 20px 20px 0 0; }}
</style>
<img class="{kind}" src="data:image/png;base64,{picture}">
"""
ENCODE = """source => new Promise(done => {
    const image = new Image(), canvas = document.createElement('canvas');
    image.onload = () => {
        [canvas.width, canvas.height] = [480, 270];
        canvas.getContext('2d').drawImage(image, 0, 0, 480, 270);
        done(canvas.toDataURL('image/webp', .78));
    };
    image.src = source;
})"""


async def take(folder: Path) -> None:
    """Play the story up to the discussion, and take all pictures."""
    async with chromium() as browser, meeting() as (hosted, clock):
        participants = Participants(browser, hosted, clock)
        names = [name for _, _, tiles in GROUPS for name, _, _ in tiles]
        for name in names:
            person = await participants.person(name, **SIZES.get(name.partition(":")[0], WIDE))
            await person.page.add_init_script(STANDS_STILL)
        async for stop in story(participants):
            if not stop:
                break
        studio = await browser.new_page(viewport={"width": 480, "height": 270}, device_scale_factor=2)
        for person in participants.people:
            await person.page.reload()
            await person.is_live()
            for scheme in ("light", "dark"):
                await _take(person, studio, folder, scheme)
        await participants.leave()


async def _take(person: Person, studio: Page, folder: Path, scheme: str) -> None:
    await person.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    picture = await person.page.screenshot(omit_background=person.name == "air")
    is_phone = person.name.startswith("delegate") or person.name == "join"
    ground, edge = COLOURS[scheme]
    kind = "phone" if is_phone else person.name
    page = PAGE.format(ground=ground, edge=edge, kind=kind, picture=b64encode(picture).decode())
    if person.name == "air":
        page = f"{page}<style>{CAMERA}</style><i></i><b></b>"
    await studio.set_content(page)
    shown = b64encode(await studio.screenshot()).decode()
    encoded = await studio.evaluate(ENCODE, f"data:image/png;base64,{shown}")
    suffix = "-dark" if scheme == "dark" else ""
    file = folder / f"{person.name.replace(':', '-')}{suffix}.webp"
    file.write_bytes(b64decode(encoded.partition(",")[2]))


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    asyncio.run(take(PICTURES))
