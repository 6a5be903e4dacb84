"""Links, cookies, several passes in one browser, the front page."""

import pytest
from httpx2 import AsyncClient

from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role
from tests.serving import Hosted


async def test_a_link_redirects_to_its_screen_and_hides_the_secret(meeting: Hosted, browser: AsyncClient) -> None:
    page = await browser.get(f"/in/{meeting.links['chair']}")
    assert page.status_code == 200
    assert str(page.url) == f"{meeting.url}/chair?as=chair"
    assert meeting.links["chair"] not in page.text


@pytest.mark.parametrize(
    ("name", "screen"),
    [
        ("desk", "desk?as=desk"),
        ("hall", "hall?as=hall"),
        ("podium", "podium?as=podium"),
        ("join", "delegate?as=join"),
        ("delegate:FR", "delegate?as=delegate:FR"),
        ("panellist:p-4", "podium?as=panellist:p-4"),
    ],
)
async def test_every_link_redirects_to_the_screen_of_its_role(
    meeting: Hosted, browser: AsyncClient, name: str, screen: str
) -> None:
    page = await browser.get(f"/in/{meeting.links[name]}")
    assert (page.status_code, str(page.url)) == (200, f"{meeting.url}/{screen}")


async def test_a_browser_with_several_passes_names_the_one_to_use(floor: Hosted, browser: AsyncClient) -> None:
    for name in ("chair", "delegate:FR", "delegate:KE", "join"):
        await browser.get(f"/in/{floor.links[name]}")
    pages = [await browser.get(f"{floor.url}/delegate?as=delegate:{seat}") for seat in ("FR", "KE")]
    assert [name in page.text for page, name in zip(pages, ("France", "Kenya"), strict=True)] == [True, True]
    for seat in ("FR", "KE"):
        pressed = await browser.post(f"{floor.url}/request-floor", headers={"Nameplate-As": f"delegate:{seat}"})
        assert pressed.status_code == 204
    waiting = (await browser.get(f"{floor.url}/state?as=chair")).json()["lists"][0]["inscriptions"]
    assert [place["seat"] for place in waiting] == ["FR", "KE"]


async def test_without_a_name_the_pass_of_the_audience_is_used_else_the_strongest(
    floor: Hosted, browser: AsyncClient
) -> None:
    for name in ("join", "delegate:FR", "chair"):
        await browser.get(f"/in/{floor.links[name]}")
    assert 'data-as="delegate:FR"' in (await browser.get(f"{floor.url}/delegate")).text
    assert 'data-as="chair"' in (await browser.get(f"{floor.url}/hall")).text


async def test_a_pass_name_with_special_characters_is_quoted_in_the_url(meeting: Hosted, browser: AsyncClient) -> None:
    odd = Pass(hash_of("odd secret"), meeting.code, "panellist:Q&A #1 + é", Role.PANELLIST, "podium", "speaker-p-4")
    await meeting.host.issue(odd)
    page = await browser.get("/in/odd secret")
    assert (page.status_code, page.url.params["as"]) == (200, odd.name)


@pytest.mark.parametrize("secret", ["nonsense", "a" * 5000, "%00", "..%2F..%2Fetc"])
async def test_an_unknown_link_is_not_found(browser: AsyncClient, secret: str) -> None:
    page = await browser.get(f"/in/{secret}")
    assert page.status_code == 404
    assert page.cookies == {}


async def test_the_front_page_accepts_the_code_of_a_meeting(meeting: Hosted, browser: AsyncClient) -> None:
    assert 'name="code"' in (await browser.get("/")).text
    page = await browser.get("/", params={"code": f" {meeting.code.lower()} "})
    assert str(page.url) == f"{meeting.url}/delegate?as=join"
    assert (await browser.get("/", params={"code": "WRONG"})).status_code == 404


async def test_a_secret_typed_as_a_code_is_not_accepted(meeting: Hosted, browser: AsyncClient) -> None:
    assert (await browser.get("/", params={"code": meeting.links["chair"].upper()})).status_code == 404


async def test_a_join_code_may_have_spaces_and_small_letters(meeting: Hosted, browser: AsyncClient) -> None:
    written = f" {meeting.code[:4].lower()} {meeting.code[4:].lower()} "
    page = await browser.get(f"{meeting.host.url}/", params={"code": written})
    assert (page.status_code, str(page.url)) == (200, f"{meeting.url}/delegate?as=join")


async def test_a_wrong_join_code_leads_back_to_the_field_with_a_sentence(meeting: Hosted, browser: AsyncClient) -> None:
    params, accept = {"code": "ur2x <b>"}, {"Accept": "text/html"}
    page = await browser.get(f"{meeting.host.url}/", params=params, headers=accept)
    assert page.status_code == 404 and 'value="ur2x &lt;b&gt;" aria-invalid="true"' in page.text
    assert 'role="alert">This link or code is not valid' in page.text
    program = await browser.get(f"{meeting.host.url}/", params=params, headers={"Accept": "*/*"})
    assert program.status_code == 404 and program.json()["code"] == "no_pass"
