"""The texts of speeches over HTTP: attach, replace, withdraw, read under the embargo, take all out."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from nameplate.access.passes import new_code
from nameplate.meeting.statements import MOST_STATEMENT_BYTES
from nameplate.store import event_log, statement_files
from tests.attacks.roles import pass_of
from tests.panel import panel
from tests.serving import Host, Hosted
from tests.statement_files import docx, pdf

PAGE = {"Accept": "text/html"}
PANELLIST = "panellist:p-4"


@pytest.fixture
async def published(host: Host) -> AsyncIterator[Hosted]:
    """The panel, which publishes texts after the speech, with its list of speakers open."""
    created = panel(new_code())
    meeting = await host.meeting(replace(created, rules=replace(created.rules, statements="published")))
    yield await meeting.open_floor()
    await meeting.remove()


async def inscribed(meeting: Hosted, *seats: str) -> list[str]:
    """The ids of new inscriptions of these delegations."""
    for seat in seats:
        assert (await meeting.post(f"delegate:{seat}", "request-floor")).status_code == 204
    found = (await meeting.room()).meeting.inscriptions
    return [found.for_seat(seat)[-1].id for seat in seats]


async def send(
    meeting: Hosted,
    name: str,
    content: bytes | AsyncIterator[bytes],
    file_name: str = "Statement.pdf",
    headers: dict[str, str] | None = None,
    **fields: str,
) -> Response:
    """Attach a file, as a page does."""
    files = {"file": (file_name, content, "application/x-anything")}
    sent = meeting.bearer(name) | (headers or {})
    return await meeting.host.client.post(f"{meeting.url}/statement", data=fields, files=files, headers=sent)  # type: ignore[arg-type]


async def attached(meeting: Hosted, name: str, content: bytes, **fields: Any) -> str:
    """Attach a file that must be accepted. Returns its id."""
    answer = await send(meeting, name, content, **fields)
    assert answer.status_code == 200, answer.text
    found: str = answer.json()["statement"]
    return found


async def withdraw(meeting: Hosted, name: str, statement: str) -> Response:
    """Withdraw a text."""
    return await meeting.form(name, "statement/withdraw", statement=statement)


async def stored(meeting: Hosted) -> set[str]:
    """The ids of the files of a meeting in the database."""
    job = partial(statement_files.stored_times, meeting=meeting.code)
    return {file for file, _ in await meeting.host.database.run(job)}


async def speak(meeting: Hosted) -> None:
    """The next speaker speaks."""
    for command in ("give-floor-to-next", "end-speech"):
        assert (await meeting.post("chair", command)).status_code == 204


async def test_a_delegation_attaches_a_pdf_that_desk_booth_and_itself_read_whole(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    content = pdf(size=300_000)
    statement = await attached(floor, "delegate:FR", content, inscription=own)
    for name in ("desk", "chair", "booth", "delegate:FR"):
        answer = await floor.get(name, f"statement/{statement}")
        assert (answer.status_code, answer.content) == (200, content), name


async def test_a_text_is_sent_so_that_no_browser_shows_it(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    statement = await attached(floor, "delegate:FR", pdf(), file_name='Déclaration "finale".PDF', inscription=own)
    headers = (await floor.get("booth", f"statement/{statement}", **{"Accept-Encoding": "gzip, br"})).headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == (
        'attachment; filename="France - D_claration finale.pdf"; '
        "filename*=UTF-8''France%20-%20D%C3%A9claration%20finale.pdf"
    )
    assert headers["Content-Security-Policy"].startswith("sandbox;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Length"] == str(len(pdf()))


async def test_the_log_has_size_type_and_digest_and_neither_file_nor_name(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    await attached(floor, "delegate:FR", docx(), file_name="Secret.docx", inscription=own)
    event = (await floor.get("desk", "events")).json()[-1]
    assert event["name"] == "StatementAttached"
    assert (event["body"]["size"], event["body"]["media"]) == (len(docx()), "docx")
    assert event["body"]["digest"] == hashlib.sha256(docx()).hexdigest()
    read = partial(event_log.read, code=floor.code)
    assert (await floor.host.database.run(read)).meeting.statements[own].name == "Secret.docx"
    erase = partial(event_log.erase, code=floor.code)
    await floor.host.database.run(erase)
    assert (await floor.host.database.run(read)).meeting.statements[own].name == ""
    assert await stored(floor) == set()


async def test_the_embargo_holds_until_the_speech_has_ended_and_again_after_put_back(published: Hosted) -> None:
    (own,) = await inscribed(published, "FR")
    statement = await attached(published, "delegate:FR", pdf(), inscription=own)
    others = ("join", "hall", "podium", "delegate:KE", PANELLIST)

    async def codes() -> set[int]:
        return {(await published.get(name, f"statement/{statement}")).status_code for name in others}

    async def seen() -> set[bool]:
        return {statement in (await published.get(name, "statements")).text for name in others}

    assert (await codes(), await seen()) == ({403}, {False})
    assert (await published.get("join", f"statement/{statement}")).json()["code"] == "embargoed"
    await published.post("chair", "give-floor-to-next")
    assert (await codes(), await seen()) == ({403}, {False})
    await published.post("chair", "end-speech")
    assert (await codes(), await seen()) == ({200}, {True})
    speech = (await published.room()).meeting.last_speech
    assert speech
    assert (await published.post("chair", "put-back", {"speech": speech.id})).status_code == 204
    assert (await codes(), await seen()) == ({403}, {False})


async def test_whoever_sees_the_public_screen_without_a_link_reads_what_is_published(
    published: Hosted, floor: Hosted
) -> None:
    (own,) = await inscribed(published, "FR")
    statement = await attached(published, "delegate:FR", pdf(), inscription=own)

    async def answers(meeting: Hosted) -> list[int]:
        client = meeting.host.client
        return [(await client.get(f"{meeting.url}/{p}")).status_code for p in (f"statement/{statement}", "statements")]

    assert await answers(published) == [403, 200]
    await speak(published)
    assert await answers(published) == [200, 200]
    assert await answers(floor) == [401, 401], "this meeting publishes no texts"


async def test_without_publication_a_spoken_text_stays_with_those_who_work_with_it(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    statement = await attached(floor, "delegate:FR", pdf(), inscription=own)
    await speak(floor)
    for name in ("join", "hall", "delegate:KE", PANELLIST):
        assert (await floor.get(name, f"statement/{statement}")).json()["code"] == "forbidden"
        assert statement not in (await floor.get(name, "statements")).text


async def test_the_state_tells_a_text_only_to_those_who_may_read_it_now(published: Hosted) -> None:
    (own,) = await inscribed(published, "FR")
    statement = await attached(published, "delegate:FR", pdf(), inscription=own)

    async def told(name: str) -> set[str | None]:
        (speakers,) = (await published.get(name, "state")).json()["lists"]
        rows = (*speakers["inscriptions"], *speakers["heard"])
        return {row["statement"] and row["statement"]["id"] for row in rows}

    for name in ("desk", "booth", "delegate:FR"):
        assert await told(name) == {statement}, name
    for name in ("hall", "delegate:KE"):
        assert await told(name) == {None}, name
    await speak(published)
    assert await told("hall") == {statement}


async def test_a_replaced_or_withdrawn_file_of_a_delegation_is_deleted_at_once(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    first = await attached(floor, "delegate:FR", pdf(), inscription=own)
    second = await attached(floor, "delegate:FR", docx(), inscription=own)
    assert await stored(floor) == {second}
    assert (await floor.get("desk", f"statement/{first}")).status_code == 404
    assert (await withdraw(floor, "delegate:FR", second)).status_code == 200
    assert await stored(floor) == set()
    assert (await floor.get("desk", f"statement/{second}")).status_code == 404


async def test_what_the_desk_replaces_or_withdraws_comes_back_with_undo(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    first = await attached(floor, "delegate:FR", pdf(), inscription=own)
    await attached(floor, "desk", docx(), inscription=own)
    await floor.post("desk", "undo")
    assert (await floor.get("booth", f"statement/{first}")).content == pdf()
    await withdraw(floor, "desk", first)
    assert (await floor.get("booth", f"statement/{first}")).status_code == 404
    await floor.post("desk", "undo")
    assert (await floor.get("booth", f"statement/{first}")).content == pdf()


async def test_nobody_attaches_or_withdraws_the_text_of_another_delegation(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    statement = await attached(floor, "delegate:FR", pdf(), inscription=own)
    for name, code in (
        ("delegate:KE", "not_yours"),
        (PANELLIST, "not_yours"),
        ("booth", "forbidden"),
        ("join", "forbidden"),
    ):
        answers = (await send(floor, name, pdf(), inscription=own), await withdraw(floor, name, statement))
        assert [(a.status_code, a.json()["code"]) for a in answers] == [(403, code)] * 2, name
    assert await stored(floor) == {statement}


async def test_no_text_is_attached_without_its_file(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    fields = {"statement": "0" * 32, "media": "pdf", "size": 1, "digest": "0" * 64, "inscription": own}
    for name in ("delegate:FR", "desk"):
        for command in ("attach-statement", "withdraw-statement"):
            assert (await floor.post(name, command, fields)).status_code == 404
    answer = await floor.form("delegate:FR", "statement", inscription=own)
    assert (answer.status_code, answer.json()["field"]) == (422, "file")
    assert (await floor.room()).meeting.statements == {}


async def test_a_panellist_and_the_desk_attach_texts_to_items_before_the_meeting_begins(meeting: Hosted) -> None:
    room = (await meeting.room()).meeting
    seat = pass_of(meeting, PANELLIST).seat
    item = next(each for each in room.items() if each.speaker == seat)
    page = (await meeting.get(PANELLIST, "statement")).text
    assert f'name="item" value="{item.id}"' in page
    statement = await attached(meeting, PANELLIST, pdf(), item=item.id)
    other = next(each for each in room.items() if each.speaker and each.speaker != seat)
    await attached(meeting, "desk", docx(), item=other.id, seat=other.speaker)
    assert (await meeting.get("booth", f"statement/{statement}")).status_code == 200
    assert (await meeting.get("booth", "statements")).text.count("<li>") == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html><script>alert(1)</script>", "neither a PDF nor a Word document"),
        (pdf() + b"PK", "This PDF is not complete"),
        (docx({"word/vbaProject.bin": b"x"}), "has macros"),
        (b"", "neither a PDF nor a Word document"),
    ],
)
async def test_a_wrong_file_gets_the_page_again_with_the_sentence_at_its_field(
    floor: Hosted, content: bytes, said: str
) -> None:
    (own,) = await inscribed(floor, "FR")
    answer = await send(floor, "delegate:FR", content, headers=PAGE, inscription=own)
    assert answer.status_code == 422
    shown = re.search(
        r'aria-describedby="([^"]+)".*?<p class="problem" id="\1" role="alert">([^<]+)</p>', answer.text, re.S
    )
    assert shown and said in shown[2]
    as_program = await send(floor, "delegate:FR", content, inscription=own)
    assert (as_program.status_code, as_program.json()["field"]) == (422, "file")
    assert await stored(floor) == set()


async def test_the_largest_file_is_accepted_and_one_byte_more_is_not(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    largest = pdf(size=MOST_STATEMENT_BYTES)
    largest = pdf(size=2 * MOST_STATEMENT_BYTES - len(largest))
    assert len(largest) == MOST_STATEMENT_BYTES
    statement = await attached(floor, "delegate:FR", largest, inscription=own)
    assert (await floor.get("desk", f"statement/{statement}")).content == largest
    more = largest.replace(b"%xx", b"%xxx", 1)
    answer = await send(floor, "delegate:FR", more, inscription=own)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    page = await send(floor, "delegate:FR", more, headers=PAGE, inscription=own)
    assert page.status_code == 413 and "larger than 5 MB" in page.text
    assert await stored(floor) == {statement}


@pytest.mark.parametrize("headers", [{}, PAGE], ids=["program", "page"])
async def test_a_file_that_is_no_pdf_and_too_large_is_told_its_size(floor: Hosted, headers: dict[str, str]) -> None:
    (own,) = await inscribed(floor, "FR")
    answer = await send(floor, "delegate:FR", b"no PDF, " * 662_500, headers=headers, inscription=own)
    assert answer.status_code == 413 and "larger than 5 MB" in answer.text
    assert "neither a PDF" not in answer.text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (pdf(), "renamed.docx", "Saved as “renamed.pdf”, because it is a PDF."),
        (docx(), "Speech.PDF", "Saved as “Speech.docx”, because it is a Word document."),
        (pdf(), "Speech.pdf", ""),
        (pdf(), "Speech", ""),
    ],
)
async def test_a_file_with_the_ending_of_the_other_kind_is_renamed_and_the_answer_says_so(
    floor: Hosted, content: bytes, name: str, said: str
) -> None:
    own, other = await inscribed(floor, "FR", "KE")
    answer = await send(floor, "delegate:FR", content, name, inscription=own)
    assert (answer.status_code, answer.json().get("said", "")) == (200, said)
    redirect = await send(floor, "delegate:KE", content, name, headers=PAGE, inscription=other)
    page = (
        await floor.host.client.get(
            f"{floor.host.url}{redirect.headers['Location']}", headers=floor.bearer("delegate:KE")
        )
    ).text
    assert "The text is attached." in page
    assert said in page and ("Saved as" in page) is bool(said)


async def test_the_note_on_a_new_name_is_only_for_those_who_may_read_the_text(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    statement = (await send(floor, "delegate:FR", pdf(), "secret.docx", inscription=own)).json()["statement"]
    for name, sees in (("delegate:FR", True), ("delegate:KE", False)):
        page = await floor.get(name, f"statement?done=renamed&statement={statement}")
        assert ("secret.pdf" in page.text) is sees


async def test_the_files_of_a_meeting_are_bounded(floor: Hosted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statement_files, "MOST_BYTES_OF_MEETING", 2 * len(pdf()) + 1)
    own = await inscribed(floor, "FR", "KE", "BR")
    await attached(floor, "delegate:FR", pdf(), inscription=own[0])
    await attached(floor, "delegate:KE", pdf(), inscription=own[1])
    answer = await send(floor, "delegate:BR", pdf(), inscription=own[2])
    assert (answer.status_code, answer.json()["code"]) == (409, "full")
    assert len(await stored(floor)) == 2


async def test_a_pass_sends_one_file_at_a_time(floor: Hosted) -> None:
    own = await inscribed(floor, "FR", "KE")
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b"--x\r\n"
        begun.set()
        await may_end.wait()
        field = f'Content-Disposition: form-data; name="inscription"\r\n\r\n{own[0]}\r\n--x\r\n'
        file = 'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        yield (field + file).encode() + pdf() + b"\r\n--x--\r\n"

    headers = floor.bearer("delegate:FR") | {"Content-Type": "multipart/form-data; boundary=x"}
    url = f"{floor.url}/statement"
    first = asyncio.create_task(floor.host.client.post(url, content=slowly(), headers=headers))
    await begun.wait()
    second = await send(floor, "delegate:FR", pdf(), inscription=own[0])
    assert (second.status_code, second.json()["code"]) == (429, "too_many")
    await attached(floor, "delegate:KE", pdf(), inscription=own[1])
    may_end.set()
    assert (await first).status_code == 200


async def test_the_page_says_what_happened_and_offers_to_replace_and_withdraw(
    floor: Hosted, browser: AsyncClient
) -> None:
    (own,) = await inscribed(floor, "FR")
    await browser.get(f"/in/{floor.links['delegate:FR']}")
    page = await browser.get(f"/m/{floor.code}/statement")
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "Attach the text" in page.text and f'name="inscription" value="{own}"' in page.text
    headers = {"Origin": floor.host.url}
    files = {"file": ("Text.pdf", pdf(), "application/pdf")}
    after = await browser.post(f"/m/{floor.code}/statement", data={"inscription": own}, files=files, headers=headers)
    assert after.status_code == 200 and "The text is attached" in after.text and "Text.pdf" in after.text
    assert "Replace the text" in after.text
    (statement,) = await stored(floor)
    gone = await browser.post(
        f"/m/{floor.code}/statement/withdraw", data={"statement": statement, "inscription": own}, headers=headers
    )
    assert gone.status_code == 200 and "The text is withdrawn" in gone.text and "Text.pdf" not in gone.text
    foreign = {"Origin": "https://evil.example"}
    refused = await browser.post(f"/m/{floor.code}/statement", data={"inscription": own}, files=files, headers=foreign)
    assert refused.status_code == 403


async def test_the_desk_takes_all_texts_out_in_the_order_of_speaking(floor: Hosted) -> None:
    own = await inscribed(floor, "FR", "KE", "BR")
    await attached(floor, "delegate:BR", pdf("Brazil"), file_name="../x.pdf", inscription=own[2])
    await attached(floor, "delegate:KE", docx(), file_name="x.docx", inscription=own[1])
    await speak(floor)
    await speak(floor)
    answer = await floor.get("desk", "statements.zip")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["001 Kenya - x.docx", "002 Brazil - x.pdf"]
        assert archive.read("002 Brazil - x.pdf") == pdf("Brazil")
    assert (await floor.get("delegate:KE", "statements.zip")).status_code == 403


async def test_the_desk_attaches_a_paper_text_from_the_list_of_all_texts(floor: Hosted) -> None:
    (own,) = await inscribed(floor, "FR")
    page = (await floor.get("desk", "statements")).text
    assert f"/m/{floor.code}/statement?inscription={own}&amp;as=desk" in page
    form = (await floor.get("desk", f"statement?inscription={own}")).text
    assert f'name="inscription" value="{own}"' in form and "France" in form
    await attached(floor, "desk", pdf(), inscription=own)
    assert "Statement.pdf" in (await floor.get("desk", "statements")).text


async def test_what_an_upload_that_broke_off_has_left_is_deleted_with_the_next_one(floor: Hosted) -> None:
    own = await inscribed(floor, "FR")
    database = floor.host.database
    await statement_files.store(database, floor.code, "a" * 32, b"old", 1)
    await statement_files.store(database, floor.code, "b" * 32, b"new", floor.host.context.lobby.time.now_ms())
    statement = await attached(floor, "delegate:FR", pdf(), inscription=own[0])
    assert await stored(floor) == {statement, "b" * 32}


async def test_a_meeting_without_texts_takes_none_and_shows_no_links(host: Host) -> None:
    created = panel(new_code())
    meeting = await host.meeting(replace(created, rules=replace(created.rules, statements="off")))
    await meeting.open_floor()
    (own,) = await inscribed(meeting, "FR")
    assert (await send(meeting, "delegate:FR", pdf(), inscription=own)).json()["code"] == "no_statements"
    assert "/statement" not in (await meeting.get("delegate:FR", "delegate")).text
    assert "/statement" not in (await meeting.get("desk", "desk")).text
    await meeting.remove()


async def test_the_screens_lead_to_the_text(published: Hosted) -> None:
    own = await inscribed(published, "FR", "KE")
    assert "Attach your text" in (await published.get("delegate:FR", "delegate")).text
    statement = await attached(published, "delegate:FR", pdf(), inscription=own[0])
    link = f'href="/m/{published.code}/statement/{statement}"'
    for name in ("desk", "booth"):
        assert link in (await published.get(name, name)).text, name
    assert "Text: check against delivery" in (await published.get("booth", "booth")).text
    chair = (await published.get("chair", "chair")).text
    assert link not in chair and chair.count('class="icon text"') == 1
    phone = (await published.get("delegate:FR", "delegate")).text
    assert "Your text is attached" in phone and statement not in phone
    await published.post("chair", "give-floor-to-next")
    assert link in (await published.get("booth", "booth")).text
    assert f'href="/m/{published.code}/statements"' in (await published.get("join", "public")).text
