"""An organiser changes the colour and the logo on the page of a meeting that has begun."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from html import unescape

import pytest
from httpx2 import AsyncClient, Response

from nameplate.meeting.appearance import LARGEST_LOGO_BYTES, PNG, SetAppearance
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.undo import Undo
from tests.cast import CHAIR, DESK
from tests.pages.organiser.form_fields import fields_of
from tests.png import png
from tests.serving import Hosted

NEW, OLD = png(1), png(2)
OLD_COLOUR, NEW_COLOUR = "#7a1f5c", "#00558c"


def in_base64(picture: bytes) -> str:
    return base64.b64encode(picture).decode()


@pytest.fixture
async def address(meeting: Hosted) -> str:
    """The page of a meeting that has begun, with a colour and a logo."""
    room = await meeting.room()
    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    await room.handle(SetAppearance(OLD_COLOUR, in_base64(OLD)), DESK)
    return f"/organiser/m/{meeting.code}"


async def send(
    organiser: AsyncClient, address: str, picture: bytes | None = None, name: str = "logo.png", **fields: str
) -> Response:
    """Send the form as it is shown, with these fields."""
    page = (await organiser.get(address)).text
    before = re.search(r'name="colour_before" value="([^"]*)"', page)
    assert before
    values = {"colour": before[1], "colour_before": before[1], "logo": "", **fields}
    files = {"logo_file": (name, picture)} if picture is not None else {"logo_file": ("", b"")}
    return await organiser.post(f"{address}/appearance", data=values, files=files)


async def stored(meeting: Hosted) -> tuple[str, bytes]:
    """The colour and the logo of the meeting."""
    found = (await meeting.room()).meeting
    return (found.colour, base64.b64decode(found.logo))


async def test_both_are_changed_during_the_meeting(organiser: AsyncClient, meeting: Hosted, address: str) -> None:
    answer = await send(organiser, address, NEW, colour=NEW_COLOUR.upper())
    assert answer.status_code == 303, answer.text
    shown = (await organiser.get(answer.headers["Location"])).text
    assert "All screens show the colour and the logo now. The desk can undo it." in shown
    assert await stored(meeting) == (NEW_COLOUR, NEW)
    hall = (await meeting.get("hall", "hall")).text
    assert "theme.css?colour=00558c" in hall
    logo = re.search(rf'src="({address}/logo\.png[^"]*)"', shown)
    assert logo and (await organiser.get(unescape(logo[1]))).content == NEW
    assert "Changed the colour and the logo of the meeting" in (await meeting.get("desk", "desk")).text
    await (await meeting.room()).handle(Undo(), DESK)
    assert await stored(meeting) == (OLD_COLOUR, OLD)


async def test_files_to_take_out_and_copies_have_what_the_screens_show(
    organiser: AsyncClient, meeting: Hosted, address: str
) -> None:
    await send(organiser, address, NEW, colour=NEW_COLOUR)
    written = (await organiser.get(f"{address}/programme.yaml")).text
    assert NEW_COLOUR in written and in_base64(NEW) in written and in_base64(OLD) not in written
    archive = zipfile.ZipFile(io.BytesIO((await organiser.get(f"{address}/archive.zip")).content))
    assert archive.read("programme.yaml").decode() == written
    copy = await organiser.post("/organiser/new", data={"from": "copy", "copy": meeting.code})
    fields = dict(fields_of(copy.text))
    assert (fields["colour"], fields["logo"]) == (NEW_COLOUR, f"data:image/png;base64,{in_base64(NEW)}")


async def test_each_can_be_changed_and_removed_alone(organiser: AsyncClient, meeting: Hosted, address: str) -> None:
    await send(organiser, address, NEW)
    assert await stored(meeting) == (OLD_COLOUR, NEW)
    await send(organiser, address, no_logo="on")
    assert await stored(meeting) == (OLD_COLOUR, b"")
    await send(organiser, address, colour="")
    assert await stored(meeting) == ("", b"")
    assert (await organiser.get(f"{address}/logo.png")).status_code == 404


async def test_an_unchanged_form_is_told_as_such(organiser: AsyncClient, address: str) -> None:
    for picture in (None, OLD):
        answer = await send(organiser, address, picture)
        assert answer.status_code == 303
        shown = (await organiser.get(answer.headers["Location"])).text
        assert "Nothing was changed." in shown and "All screens show" not in shown


async def test_a_page_that_was_opened_earlier_does_not_bring_its_colour_back(
    organiser: AsyncClient, meeting: Hosted, address: str
) -> None:
    await send(organiser, address, NEW, colour="#111111", colour_before="#111111")
    assert await stored(meeting) == (OLD_COLOUR, NEW)


@pytest.mark.parametrize(
    ("picture", "name", "told"),
    [
        (b"GIF89a", "logo.png", "“Logo” must be a PNG picture"),
        (PNG, "logo.png", "“Logo” cannot be read; save the picture again as PNG"),
        (NEW[:-20], "logo.png", "“Logo” cannot be read; save the picture again as PNG"),
        (png(1, 4_001), "logo.png", "“Logo” must have at most 4000 pixels on each side"),
        (PNG, "logo.gif", "Choose a file that ends with .png."),
        (PNG + bytes(LARGEST_LOGO_BYTES), "logo.png", "This file is too large: at most 50 KB are read."),
    ],
)
async def test_a_wrong_logo_is_told_at_its_field_and_the_colour_stays_in_the_form(
    organiser: AsyncClient, meeting: Hosted, address: str, picture: bytes, name: str, told: str
) -> None:
    answer = await send(organiser, address, picture, name, colour=NEW_COLOUR)
    assert answer.status_code == 422
    assert f'<span class="faults" id="logo-fault"><span class="fault">{told}' in unescape(answer.text)
    assert f'name="colour" value="{NEW_COLOUR}"' in answer.text
    assert f'name="colour_before" value="{OLD_COLOUR}"' in answer.text
    assert await stored(meeting) == (OLD_COLOUR, OLD)


async def test_a_wrong_colour_is_told_at_its_field_and_the_chosen_logo_stays_in_the_form(
    organiser: AsyncClient, meeting: Hosted, address: str
) -> None:
    answer = await send(organiser, address, NEW, colour="red")
    assert answer.status_code == 422
    told = '“Colour of the meeting” must be a colour like "#7a1f5c"</span>'
    assert f'<span class="faults" id="colour-fault"><span class="fault">{told}' in unescape(answer.text)
    assert 'name="colour" value="red"' in answer.text and "The logo that you chose is kept in this form." in answer.text
    kept = re.search(r'name="logo" value="([^"]*)"', answer.text)
    assert kept and await stored(meeting) == (OLD_COLOUR, OLD)
    await send(organiser, address, colour=NEW_COLOUR, logo=unescape(kept[1]))
    assert await stored(meeting) == (NEW_COLOUR, NEW)


async def test_only_an_organiser_sees_the_logo_there(browser: AsyncClient, address: str) -> None:
    assert (await browser.get(f"{address}/logo.png")).status_code == 401
