"""Making a meeting in a browser: nothing is lost on the way, and what is wrong is shown at its field."""

from __future__ import annotations

import asyncio
import base64
import re
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from nameplate.meeting.join_code import ShowJoinCode
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.rehearsal import BeginRehearsal
from nameplate.pages.organiser.note_draft import from_note
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning import programme_data
from nameplate.planning.delegations_file import all_states
from nameplate.planning.programme_file import read_programme
from nameplate.planning.rule_presets import RULE_PRESETS
from nameplate.planning.sheet import as_excel
from nameplate.screens.audiences import passes_for
from nameplate.wording.country_names import country_names
from tests.cast import CHAIR
from tests.planning.concept_notes_read import OTHERS, SEEDS
from tests.planning.concept_notes_read import note as note_of
from tests.png import png
from tests.serving import Host, Hosted

from .form_fields import Fields, fields_of

EXAMPLE = "hrc28-panel-2015.yaml"
WARNED = "minutes booked date"
"""What an editor has seen who stores a meeting of the past with empty minutes and too little time."""


async def draft(organiser: AsyncClient, **chosen: str) -> Fields:
    """The form that is filled in from what was chosen, as if its editor had seen all warnings."""
    answer = await organiser.post("/organiser/new", data=chosen)
    assert answer.status_code == 200, answer.text
    return changed(fields_of(answer.text), "warned", WARNED)


async def stored(organiser: AsyncClient, address: str) -> Fields:
    """The form of a meeting that is stored, as if its editor had seen all warnings."""
    return changed(fields_of((await organiser.get(f"{address}/edit")).text), "warned", WARNED)


async def create(organiser: AsyncClient, fields: Fields, **more: str) -> Response:
    """Send the form as a browser does: in the order of its fields."""
    return await send(organiser, fields, {}, **more)


async def send(organiser: AsyncClient, fields: Fields, files: dict[str, tuple[str, bytes]], **more: str) -> Response:
    """The same with files."""
    boundary = "fields-of-the-form"
    parts = [(f'name="{name}"', value.encode()) for name, value in (*fields, *more.items())]
    parts += [(f'name="{name}"; filename="{file}"', content) for name, (file, content) in files.items()]
    body = b"".join(
        f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    )
    return await organiser.post(
        "/organiser/create",
        content=body + f"--{boundary}--\r\n".encode(),
        headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
    )


async def created(host: Host, answer: Response) -> Any:
    """The first event of the meeting that was created, without its code."""
    assert answer.status_code == 303, answer.text
    code = answer.headers["Location"].rpartition("/")[2]
    room = await host.context.room(code)
    event: Any = next(iter(room.meeting.entries())).event
    return replace(event, code="")


def changed(fields: Fields, name: str, value: str, place: int = 0) -> Fields:
    """The form with another value in one of the fields of this name."""
    places = [n for n, (each, _) in enumerate(fields) if each == name]
    return [(each, value if n == places[place] else old) for n, (each, old) in enumerate(fields)]


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
async def test_an_example_goes_through_the_form_without_a_loss(organiser: AsyncClient, host: Host, name: str) -> None:
    fields = await draft(organiser, **{"from": "example", "example": name})
    made = await created(host, await create(organiser, fields))
    states = all_states(country_names(WEB / "locale", "en"))
    assert made == replace(read_programme(EXAMPLES / name, "", states).created, code="")


async def test_a_copy_is_equal_to_its_meeting(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    answer = await create(organiser, fields)
    first, code = await created(host, answer), answer.headers["Location"].rpartition("/")[2]
    copied = await draft(organiser, **{"from": "copy", "copy": code})
    assert await created(host, await create(organiser, copied)) == first


async def test_self_service_and_a_window_are_set_in_the_form_and_copied(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    fields = changed(fields, "sitting.inscribe_from", "2015-03-02T16:00")
    fields = changed(fields, "sitting.inscribe_until", "2015-03-03T07:00")
    answer = await create(organiser, fields, **{"joining.self_service": "yes"})
    first, code = await created(host, answer), answer.headers["Location"].rpartition("/")[2]
    assert first.rules.self_service
    window = first.sittings[0].inscribe_from, first.sittings[0].inscribe_until
    assert window == (first.sittings[0].start - 17 * 3_600_000, first.sittings[0].start - 2 * 3_600_000)
    copied = await draft(organiser, **{"from": "copy", "copy": code})
    assert ("joining.self_service", "yes") in copied and ("sitting.inscribe_until", "2015-03-03T07:00") in copied
    assert await created(host, await create(organiser, copied)) == first


async def test_a_wrong_value_is_shown_at_its_field_and_nothing_is_stored(organiser: AsyncClient, host: Host) -> None:
    fields = changed(await draft(organiser, **{"from": "example", "example": EXAMPLE}), "item.minutes", "many", 3)
    before = await host.context.lobby.log.codes()
    answer = await create(organiser, fields)
    assert answer.status_code == 200
    assert re.search(r'name="item.minutes" value="many"[^>]*aria-invalid="true"', answer.text)
    assert len(re.findall("aria-invalid", answer.text)) == 1
    assert "a whole number from 1 to 600" in answer.text
    assert fields_of(answer.text) == fields
    assert await host.context.lobby.log.codes() == before


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", "", "“Title of the meeting” is missing here"),
        ("sitting.start", "", "“Begin” is missing here"),
        ("date", "3 March", "a date like 2015-03-03"),
        ("timezone", "Geneva", "a name like Europe/Zurich"),
        ("sitting.end", "nine", "a time like 10:00"),
        ("seats", "code,category\nFR,king", "participants, line 2"),
        ("colour", "red", "a colour like"),
        (
            "sitting.inscribe_from",
            "2015-03-02T16:00",
            "“Advance inscription: from” and “Advance inscription: until” need each other",
        ),
    ],
)
async def test_each_field_is_checked_as_the_file_is(organiser: AsyncClient, field: str, value: str, told: str) -> None:
    fields = changed(await draft(organiser, **{"from": "example", "example": EXAMPLE}), field, value)
    answer = await create(organiser, fields, check="1")
    assert answer.status_code == 200
    assert told in answer.text and "programme.yaml" not in answer.text
    assert answer.text.count('aria-invalid="true" aria-describedby="fault"') == 1
    assert answer.text.count('id="fault"') == 1
    assert re.search(r' id="wrong" aria-invalid="true" aria-describedby="fault" autofocus', answer.text)
    assert re.search(r'role="alert"><p><a href="#wrong">', answer.text), "the sentence above leads to the field"


async def test_a_fault_of_a_whole_sitting_is_told_there_and_has_the_focus(organiser: AsyncClient) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    fields = [each for each in fields if not each[0].startswith("item.")]
    answer = await create(organiser, fields, check="1")
    assert re.search(r'<a href="#wrong">', answer.text)
    assert answer.text.count('id="wrong"') == 1 and answer.text.count("autofocus") == 1


@pytest.mark.parametrize("value", ["no json", "[1]"])
async def test_a_changed_hidden_field_is_refused_and_nothing_is_lost(organiser: AsyncClient, value: str) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    for name in ("rest", "item.rest"):
        answer = await create(organiser, changed(fields, name, value))
        assert answer.status_code == 422 and "a hidden field was changed" in answer.text


async def test_a_pasted_list_of_names_becomes_a_table(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    wrong = await create(organiser, changed(fields, "seats", "France\nAtlantis\nUSA\nGermny"), check="1")
    assert "participants, line 2: “Atlantis” is not in the list of States" in wrong.text
    told = "line 4: “Germny” is not in the list of States. Did you mean Germany?"
    assert f"<p>{told}</p>" in wrong.text
    assert f'<span class="fault">{told}</span>' in wrong.text, "at the field too, which is far below"
    pasted = changed(fields, "seats", "France\nNorway, Observer State\nAmnesty International, NGO")
    checked = await create(organiser, pasted, check="1")
    assert dict(fields_of(checked.text))["seats"].splitlines()[1:3] == ["FR,member_state,", "NO,observer_state,"]
    made = await created(host, await create(organiser, fields_of(checked.text)))
    assert [seat.id for seat in made.seats][:3] == ["FR", "NO", "Amnesty-Internationa"]


async def test_checking_stores_nothing_and_warns_of_a_sitting_that_does_not_fit(
    organiser: AsyncClient, host: Host
) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    before = await host.context.lobby.log.codes()
    answer = await create(organiser, changed(fields, "item.minutes", "100", 3), check="1")
    assert "90 over the 180 booked" in answer.text
    assert await host.context.lobby.log.codes() == before


async def test_an_item_without_an_id_gets_one_and_a_removed_item_is_gone(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "empty"})
    fields = changed(changed(fields, "title", "A talk"), "date", "2126-12-01")
    new = [("item.id", ""), ("item.kind", "floor_block"), ("item.minutes", "30")]
    end = max(n for n, (name, _) in enumerate(fields) if name.startswith("item.")) + 1
    made = await created(host, await create(organiser, [*fields[:end], *new, *fields[end:]]))
    (sitting,) = made.sittings
    assert [(item.id, item.kind, item.minutes) for item in sitting.items] == [
        ("item-1", "presentation", None),
        ("item-2", "floor_block", 30),
    ]


async def test_a_concept_note_is_proposed_beside_its_text(organiser: AsyncClient, host: Host) -> None:
    note = note_of("hrc28-panel-2015")
    answer = await organiser.post("/organiser/new", data={"from": "note", "text": note})
    assert "Guess: The time zone is that of the place." in answer.text
    assert "<del>Background:</del>" in answer.text
    fields = fields_of(answer.text)
    checked = await create(organiser, changed(fields, "timezone", "Europe/Paris"), check="1")
    assert "that of the place" not in checked.text and "<del>Background:</del>" in checked.text
    made = await created(host, await create(organiser, changed(fields, "warned", WARNED)))
    assert made.room == "Room XX, Palais des Nations, Geneva"
    assert [person.name for person in made.people if person.category == "panellist"][2] == "Mr. Martin Khor"


async def made_from_note(organiser: AsyncClient) -> str:
    """The address of a meeting that was made from a concept note, with one guess corrected."""
    note = note_of("hrc28-panel-2015")
    fields = await draft(organiser, **{"from": "note", "text": note})
    made = await create(organiser, changed(fields, "sitting.end", "12:30"))
    assert made.status_code == 303
    return str(made.headers["Location"])


async def test_the_concept_note_stays_with_its_marks_and_guesses(organiser: AsyncClient, host: Host) -> None:
    address = await made_from_note(organiser)
    assert f'href="{address}/note"' in (await organiser.get(address)).text
    note = (await organiser.get(f"{address}/note")).text
    assert "<del>Background:</del>" in note
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>', note)
    assert ("Time zone", "Europe/Zurich", "The time zone is that of the place.") in rows
    edited = (await organiser.get(f"{address}/edit")).text
    assert "<del>Background:</del>" in edited and "Guess, kept: The time zone is that of the place." in edited

    fields = changed(changed(fields_of(edited), "warned", WARNED), "timezone", "Europe/Paris")
    assert (await create(organiser, fields)).status_code == 303
    assert "The time zone is that of the place." not in (await organiser.get(f"{address}/note")).text

    room = await host.context.room(address.rpartition("/")[2])
    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    begun = await organiser.get(f"{address}/note")
    assert begun.status_code == 200 and "<del>Background:</del>" in begun.text


BOX = re.compile(r'name="right" value="([^"]*)" id="right-\1"( checked)?')


@pytest.mark.parametrize("name", [*SEEDS, *OTHERS])
async def test_each_guess_has_a_box_of_its_own(organiser: AsyncClient, name: str) -> None:
    answer = await organiser.post("/organiser/new", data={"from": "note", "text": note_of(name)})
    guesses = from_note(note_of(name)).guesses
    form = answer.text.partition("<template")[0]
    assert sorted(path for path, _ in BOX.findall(form)) == sorted(guesses)
    assert (f"Guesses to look at: {len(guesses)} of {len(guesses)}" in form) == bool(guesses)


async def test_a_confirmed_guess_is_not_left_to_look_at(organiser: AsyncClient) -> None:
    fields = await draft(organiser, **{"from": "note", "text": note_of("hrc28-panel-2015")})
    checked = (await create(organiser, [*fields, ("right", "timezone"), ("right", "title")], check="1")).text
    boxes = dict(BOX.findall(checked))
    assert boxes["timezone"] == " checked" and boxes["preset"] == "" and "title" not in boxes
    assert f"Guesses to look at: {len(boxes) - 1} of {len(boxes)}" in checked
    (linked,) = re.findall('href="#right-([^"]*)"', checked)
    assert boxes[linked] == ""

    address = (await create(organiser, changed(fields_of(checked), "warned", WARNED))).headers["Location"]
    left, right = (await organiser.get(f"{address}/note")).text.split("<h3>Confirmed as right</h3>")
    assert "Europe/Zurich" in right and "Europe/Zurich" not in left
    assert "Guesses: proposed, kept as they are" in left and "Rules and speaking times</th>" in left

    edited = fields_of((await organiser.get(f"{address}/edit")).text)
    assert [value for name, value in edited if name == "right"] == ["timezone"]
    withdrawn = [field for field in edited if field != ("right", "timezone")]
    withdrawn = [*changed(withdrawn, "warned", WARNED), *(("right", path) for path in boxes if path != "timezone")]
    assert (await create(organiser, withdrawn)).status_code == 303
    left, right = (await organiser.get(f"{address}/note")).text.split("<h3>Confirmed as right</h3>")
    assert "Europe/Zurich" in left and "Europe/Zurich" not in right and "Rules and speaking times</th>" in right


async def test_each_guess_is_found_again_after_saving(organiser: AsyncClient) -> None:
    chair = "Chair: Ms. Ada Example, Permanent Representative of Germany"
    note = f"Seminar\n3 March 2015, 10:00-13:00\n{chair}\n10:00 Opening\n"
    fields = await draft(organiser, **{"from": "note", "text": note})
    checked = (await create(organiser, fields, check="1")).text
    proposed = sorted(path for path, _ in BOX.findall(checked))
    assert "preset" in proposed and "Right: Chair" not in checked
    ticked = [*changed(fields_of(checked), "warned", WARNED), *(("right", path) for path in proposed)]
    address = (await create(organiser, ticked)).headers["Location"]
    assert sorted(path for path, _ in BOX.findall((await organiser.get(f"{address}/edit")).text)) == proposed
    right = (await organiser.get(f"{address}/note")).text.partition("<h3>Confirmed as right</h3>")[2]
    assert right.count('<th scope="row">') == len(proposed)


async def test_a_confirmed_guess_that_is_changed_is_a_value_like_the_others(organiser: AsyncClient) -> None:
    fields = await draft(organiser, **{"from": "note", "text": note_of("hrc28-panel-2015")})
    sent = [*changed(fields, "timezone", "Europe/Paris"), ("right", "timezone")]
    assert "timezone" not in dict(BOX.findall((await create(organiser, sent, check="1")).text))


async def test_a_council_note_gets_the_rules_of_the_council_as_a_guess(organiser: AsyncClient) -> None:
    note = "Human Rights Council\nPanel on water\n3 March 2015, 10:00-13:00\nPanellists:\nMs. Ada Example\n"
    answer = await organiser.post("/organiser/new", data={"from": "note", "text": note})
    rules = answer.text.partition('<section id="rules">')[2]
    assert "Guess: The note does not say the rules. These are those of panels of the Human Rights Council." in rules
    fields = fields_of(answer.text)
    shown = dict(fields)
    assert (shown["preset"], shown["list.closes_after_minutes"]) == ("hrc_panel_2012", "10")
    address = (await create(organiser, changed(fields, "warned", WARNED))).headers["Location"]
    kept = (await organiser.get(f"{address}/note")).text
    assert "Guesses: proposed, kept as they are" in kept
    assert "Rules and speaking times</th><td>Panel of the Human Rights Council, 2012</td>" in kept
    other = await create(organiser, changed(fields, "new_preset", "seminar_2013"), use="1")
    assert "The note does not say the rules." not in other.text


@pytest.mark.parametrize(
    "note", ["Ordre du jour provisoire\nAdoption du rapport", "A few words\nwithout any programme"]
)
async def test_a_note_that_says_nothing_tells_what_helps(organiser: AsyncClient, note: str) -> None:
    hint = "No date, no times and no persons could be read in this note."
    answer = await organiser.post("/organiser/new", data={"from": "note", "text": note})
    aside = answer.text.partition("<aside")[2]
    assert hint in aside and "12 November 2026, 10:00–13:00" in aside
    readable = await organiser.post("/organiser/new", data={"from": "note", "text": f"{note}\n3 March 2015"})
    assert hint not in readable.text


async def test_a_meeting_without_a_concept_note_has_no_page_of_it(organiser: AsyncClient, browser: AsyncClient) -> None:
    made = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    address = made.headers["Location"]
    assert (await organiser.get(f"{address}/note")).status_code == 404
    assert "/note" not in (await organiser.get(address)).text
    with_note = await made_from_note(organiser)
    organiser.cookies.clear()
    assert (await browser.get(f"{with_note}/note")).status_code == 401


async def test_a_new_meeting_says_what_to_do_next(organiser: AsyncClient, host: Host) -> None:
    made = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    address, code = made.headers["Location"], made.headers["Location"].rpartition("/")[2]
    page = (await organiser.get(address)).text
    steps = page.partition('id="next"')[2].partition("</section>")[0]
    assert 'href="#links"' in steps and f"with the code {code}." in steps and 'id="links"' in page
    for step, begins in (("poster", "print/poster"), ("checklist", "checklist")):
        assert f'name="page" value="{step}"' in steps
        opened = await organiser.post(f"{address}/desk", data={"page": step})
        joined = await organiser.get(opened.headers["Location"])
        assert joined.headers["Location"] == f"/m/{code}/{begins}?as=desk"
        assert (await organiser.get(joined.headers["Location"])).status_code == 200
    other = await organiser.post(f"{address}/desk", data={"page": "//elsewhere.example"})
    assert "?" not in other.headers["Location"]

    room = await host.context.room(code)
    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    assert 'id="next"' not in (await organiser.get(address)).text


async def test_files_are_read_and_other_files_refused(organiser: AsyncClient) -> None:
    content = (EXAMPLES / EXAMPLE).read_bytes()
    for name, sent, status, told in (
        ("p.yaml", content, 200, "Joachim Rücker"),
        ("p.pdf", content, 422, "ends with .xlsx"),
        ("p.yaml", b"\xff\xfe", 422, "UTF-8"),
        ("p.yaml", b"- a list", 422, "must have keys and values"),
        ("p.yaml", b"title: " + b"x" * 200_000, 422, "too large"),
    ):
        answer = await organiser.post("/organiser/new", data={"from": "file"}, files={"file": (name, sent)})
        assert answer.status_code == status, (name, answer.text)
        assert told in answer.text
    for sent, status in ((b"Concept note", 200), (b"\x00\x01" * 10, 422)):
        answer = await organiser.post("/organiser/new", data={"from": "note"}, files={"file": ("n.txt", sent)})
        assert answer.status_code == status
    assert (await organiser.post("/organiser/new", data={"from": "example", "example": "../x.yaml"})).status_code == 404
    assert (await organiser.post("/organiser/new", data={"from": "copy", "copy": "NOSUCH22"})).status_code == 404


async def test_a_programme_is_taken_out_again(organiser: AsyncClient, host: Host, meeting: Hosted) -> None:
    answer = await organiser.get(f"/organiser/m/{meeting.code}/programme.yaml")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{meeting.code}-programme.yaml"'
    assert programme_data.load(answer.text, "p.yaml")["room"] == "Room XX, Palais des Nations, Geneva"
    answer = await organiser.get(f"/organiser/m/{meeting.code}/participants.csv")
    assert answer.text.startswith("\ufeffcode,category,name") and "\nFR,member_state," in answer.text.replace("\r", "")
    assert (await organiser.get(f"/organiser/m/{meeting.code}/secrets.txt")).status_code == 404


async def test_a_programme_is_changed_until_the_meeting_begins(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    answer = await create(organiser, changed(fields, "seats", "France\nKenya"))
    address, code = answer.headers["Location"], answer.headers["Location"].rpartition("/")[2]
    room = await host.context.room(code)
    made = passes_for(room.meeting)
    links = {name: secret for name, (secret, _) in made.items()}
    await host.issue(*(pass_ for _, pass_ in made.values()))
    assert host.context.pass_cache.find(links["delegate:KE"])

    fields = await stored(organiser, address)
    wrong = await create(organiser, changed(fields, "date", "soon"))
    assert "a date like 2015-03-03" in wrong.text and room.meeting.version == 1
    fields = changed(changed(fields, "title", "Another title"), "seats", "France\nBrazil")
    saved = await create(organiser, changed(fields, "item.minutes", "12", 3))
    assert (saved.status_code, saved.headers["Location"]) == (303, f"{address}?saved=1")
    assert "Saved." in (await organiser.get(saved.headers["Location"])).text
    assert (room.meeting.title, room.meeting.version) == ("Another title", 2)
    assert {"FR", "BR"} <= room.meeting.seats.keys() and "KE" not in room.meeting.seats
    assert host.context.pass_cache.find(links["delegate:FR"]) and host.context.pass_cache.find(links["chair"])
    assert not host.context.pass_cache.find(links["delegate:KE"])
    assert "Another title" in (await organiser.get("/organiser")).text
    assert (code, "Another title") in {(each, title) for each, title, _ in await host.context.lobby.log.codes()}

    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    assert (await organiser.get(f"{address}/edit")).status_code == 409
    refused = await create(organiser, fields)
    assert refused.status_code == 409 and "The meeting has begun." in refused.text
    assert room.meeting.title == "Another title"


@pytest.mark.parametrize("preset", RULE_PRESETS)
async def test_a_meeting_begins_from_a_preset(organiser: AsyncClient, preset: str) -> None:
    fields = await draft(organiser, **{"from": "preset", "preset": preset})
    answer = await create(organiser, changed(changed(fields, "title", "A meeting"), "date", "2126-12-01"), check="1")
    assert "Everything is right." in answer.text
    assert dict(fields)["preset"] == preset


async def test_a_preset_is_shown_beside_the_rules_and_then_taken(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    fields = [(name, value) for name, value in fields if name != "new_preset"]
    shown = await create(organiser, fields, compare="1", new_preset="general_assembly")
    assert "A/520, annex V" in shown.text and "<b>10:00, 5:00</b>" in shown.text
    assert dict(fields_of(shown.text))["preset"] == "hrc_panel_2012", "nothing has changed yet"
    taken = await create(organiser, fields, use="1", new_preset="general_assembly")
    assert "These are the rules of “General Assembly” now." in taken.text
    made = await created(host, await create(organiser, fields_of(taken.text)))
    assert (made.limits["ngo"], made.rules.reply_seconds) == (900, (600, 300))
    assert (await create(organiser, fields, use="1", new_preset="nonsense")).status_code == 404


async def test_rules_thresholds_and_kinds_of_speakers_are_edited(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    for name, value in (
        ("speaking_time.ngo", "1:30"),
        ("kept.ngo", "2"),
        ("list.order", "kept"),
        ("list.closes_after_minutes", "15"),
        ("list.budgets", "nhri+un_entity: 30"),
        ("right_of_reply.seconds", "4:00, 90"),
        ("timer.amber", "20 %"),
        ("item.red", "45 s"),
        ("messages", "Slower\nbooth: A film"),
    ):
        fields = changed(fields, name, value)
    fields = [each for each in fields if each != ("reply_kinds", "observer_state")] + [("point_kinds", "igo")]
    made = await created(host, await create(organiser, fields))
    assert made.limits["ngo"] == 90
    rules = made.rules
    assert (rules.order, rules.reserved_per_block, rules.closes_after_ms) == ("kept", {"ngo": 2}, 900_000)
    assert (rules.budgets, rules.reply_seconds) == ({"nhri+un_entity": 30}, (240, 90))
    assert rules.reply_categories == ("member_state", "concerned_country")
    assert rules.point_categories == ("member_state", "observer_state", "concerned_country", "igo")
    assert (rules.warn.percent, made.sittings[0].items[0].last.ms) == (20, 45_000)
    assert (made.messages, made.other_messages[0].to) == (("Slower",), "booth")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("speaking_time.ngo", "soon", "a time like 2:30, or seconds from 10 to 7200"),
        ("kept.ngo", "15", "must leave places to the other kinds"),
        ("right_of_reply.seconds", "3:00, x", "a time like 2:30"),
        ("list.budgets", "nhri: 30\nnhri: 20", "“nhri” stands here twice"),
        ("list.budgets", "everybody", "is not known here"),
        ("timer.amber", "late", "a time or a share that is left"),
        ("item.speakers", "nobody", "must be the id of an item"),
    ],
)
async def test_each_rule_is_checked_as_the_file_is(organiser: AsyncClient, field: str, value: str, told: str) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    answer = await create(organiser, changed(fields, field, value), check="1")
    assert told in answer.text
    assert dict(fields_of(answer.text))["title"] == dict(fields)["title"], "nothing is lost"


async def test_a_table_is_taken_in_and_its_wrong_cells_are_told(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    made = await created(host, await create(organiser, fields))
    code = (await host.context.lobby.log.codes())[0][0]
    for name in ("programme.xlsx", "programme.csv"):
        table = (await organiser.get(f"/organiser/m/{code}/{name}")).content
        answer = await organiser.post("/organiser/new", data={"from": "file"}, files={"file": (name, table)})
        assert answer.status_code == 200
        read = await send(organiser, fields, {"table_file": (name, table)}, read="1")
        assert (await created(host, await create(organiser, fields_of(read.text)))).sittings == made.sittings
    wrong = b"begin,end,kind,minutes\n10:00,13:00,break,ten\n,,speech,5\n"
    for answer in (
        await organiser.post("/organiser/new", data={"from": "file"}, files={"file": ("t.csv", wrong)}),
        await send(organiser, fields, {"table_file": ("t.csv", wrong)}, read="1"),
    ):
        assert "row 2, column D “minutes”: " in answer.text and "row 3, column C “kind”: " in answer.text
    assert fields_of(answer.text) == fields, "and nothing is lost"


async def test_participants_and_a_logo_are_chosen_as_files(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    sheet = as_excel([["France", ""], ["Amnesty International", "NGO"]], "P")
    logo = png()
    read = await send(organiser, fields, {"seats_file": ("p.xlsx", sheet), "logo_file": ("l.png", logo)}, read="1")
    assert dict(fields_of(read.text))["seats"].splitlines()[2] == "Amnesty-Internationa,ngo,Amnesty International"
    made = await created(host, await create(organiser, fields_of(read.text)))
    assert made.logo == base64.b64encode(logo).decode()
    without = await create(organiser, fields_of(read.text), no_logo="on")
    assert (await created(host, without)).logo == ""
    for files, told in (
        ({"logo_file": ("l.png", b"GIF89a")}, "must be a PNG picture"),
        ({"logo_file": ("l.png", logo[:-20])}, "“Logo” cannot be read; save the picture again as PNG"),
        ({"seats_file": ("p.xlsx", b"x")}, "is not an Excel file that can be read"),
    ):
        answer = await send(organiser, fields, files, check="1")
        assert told in answer.text and "aria-invalid" in answer.text
    assert (await send(organiser, fields, {"logo_file": ("l.gif", b"")}, check="1")).status_code == 422


async def test_all_states_are_listed_to_change_some(organiser: AsyncClient, host: Host) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    listed = await create(organiser, fields, all_states="1")
    made = await created(host, await create(organiser, fields_of(listed.text)))
    assert made == await created(host, await create(organiser, fields))


async def test_the_files_of_a_meeting_and_the_empty_table_are_downloaded(
    organiser: AsyncClient, meeting: Hosted
) -> None:
    for name, begins in (("programme.xlsx", b"PK"), ("programme.csv", b"\xef\xbb\xbf"), ("participants.xlsx", b"PK")):
        answer = await organiser.get(f"/organiser/m/{meeting.code}/{name}")
        assert answer.content.startswith(begins)
        assert name in answer.headers["Content-Disposition"]
    for name in ("programme.xlsx", "programme.csv"):
        table = (await organiser.get(f"/organiser/new/{name}")).content
        answer = await organiser.post("/organiser/new", data={"from": "file"}, files={"file": (name, table)})
        assert "Ms. Ada Example" in answer.text
    assert (await organiser.get("/organiser/new/secrets.txt")).status_code == 404


BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    ("chosen", "file", "told"),
    [
        ("note", "note.pdf", "ends with .docx, .txt"),
        ("note", "note.doc", "ends with .docx, .txt"),
        ("file", "programme.txt", "ends with .xlsx"),
        ("file", "programme.pdf", "ends with .xlsx"),
    ],
)
async def test_a_file_of_another_kind_brings_the_page_again_with_what_was_typed(
    organiser: AsyncClient, chosen: str, file: str, told: str
) -> None:
    typed = {"from": chosen, "text": "A note that I have typed"}
    answer = await organiser.post("/organiser/new", data=typed, files={"file": (file, b"%PDF")}, headers=BROWSER)
    assert answer.status_code == 422 and answer.headers["Content-Type"].startswith("text/html")
    assert told in answer.text and "A note that I have typed</textarea>" in answer.text
    assert answer.text.count('aria-invalid="true" aria-describedby="fault"') == 1


@pytest.mark.parametrize(
    ("chosen", "text", "files", "place", "told"),
    [
        ("note", "", {}, "note-text", "Paste the text of the concept note, or choose its file."),
        ("note", " \n", {}, "note-text", "Paste the text of the concept note, or choose its file."),
        (
            "note",
            "My own note",
            {"file": ("my.txt", b"Panel")},
            "note-text",
            "the file “my.txt”. Only one of them",
        ),
        ("note", "", {"file": ("my.docx", b"\x00\x01")}, "note-file", "This cannot be read: "),
        ("file", "", {}, "file-file", "Choose a file that ends with .xlsx"),
        ("file", "", {"file": ("p.yaml", b"- a list")}, "file-file", "must have keys and values"),
        ("file", "", {"file": ("p.csv", b"x,y"), "seats": ("s.xlsx", b"x")}, "file-seats", "is not an Excel file"),
        ("file", "", {"file": ("p.csv", b"x,y"), "seats": ("s.pdf", b"x")}, "file-seats", "Choose a file that ends"),
    ],
)
async def test_what_is_missing_or_wrong_is_told_at_its_field_which_has_the_focus(
    organiser: AsyncClient, chosen: str, text: str, files: dict[str, tuple[str, bytes]], place: str, told: str
) -> None:
    fields = {"from": chosen, "text": text}
    answer = await organiser.post("/organiser/new", data=fields, files=files, headers=BROWSER)
    assert answer.status_code == 422
    (field,) = re.findall(
        r'<(?:input|textarea)[^>]* aria-invalid="true" aria-describedby="fault" autofocus>', answer.text
    )
    assert f' id="{place}"' in field
    (at_field,) = re.findall(r'id="fault">(.*?)\n?</span>\n', answer.text)
    (summary,) = re.findall(r'<div class="fault" role="alert"><p><a href="#([^"]*)">(.*?)</a>', answer.text)
    assert told in at_field and told in summary[1] and summary[0] == place
    if text.strip():
        assert f">{text}</textarea>" in answer.text, "what was pasted is kept"


async def test_examples_have_their_titles_and_dates_and_say_what_they_show(organiser: AsyncClient) -> None:
    page = (await organiser.get("/organiser/new")).text
    named = re.findall(
        r'<div id="example-\d"><b>(.*?)</b>\n<p>(.*?)</p></div>\n<button name="example" value="(.*?)"', page
    )
    assert {file for _, _, file in named} == {path.name for path in EXAMPLES.glob("*.yaml")}
    assert all(re.match(r"\d+ \w+ 20\d\d\. \S+ .{30}", shown) for _, shown, _ in named)
    assert len({shown for _, shown, _ in named}) == len(named)
    assert "Seminar on Enhancement of international cooperation" in named[-1][0]


async def test_a_logo_of_another_kind_brings_the_form_again(organiser: AsyncClient) -> None:
    fields = changed(await draft(organiser, **{"from": "example", "example": EXAMPLE}), "title", "My own title")
    for name in ("logo_file", "table_file", "seats_file"):
        answer = await send(organiser, fields, {name: ("file.pdf", b"%PDF")}, check="1")
        assert answer.status_code == 422 and "Choose a file that ends with" in answer.text
        assert fields_of(answer.text) == fields
        assert answer.text.count("aria-invalid") == 1


@pytest.mark.parametrize(
    ("field", "file", "most"),
    [("logo_file", "l.png", "50 KB"), ("table_file", "t.csv", "1 MB"), ("seats_file", "p.csv", "1 MB")],
)
async def test_a_file_that_is_too_large_is_told_at_its_field_and_nothing_is_lost(
    organiser: AsyncClient, field: str, file: str, most: str
) -> None:
    fields = changed(await draft(organiser, **{"from": "example", "example": EXAMPLE}), "title", "My own title")
    told = f"This file is too large: at most {most} are read. Choose a smaller one."
    for count in (1_000_001, 2_000_000):
        answer = await send(organiser, fields, {field: (file, b"\x89PNG\r\n\x1a\n" + bytes(count))})
        assert answer.status_code == 422 and answer.text.count("aria-invalid") == 1
        assert f'<span class="fault">{told}' in answer.text and fields_of(answer.text) == fields
    page = (await create(organiser, fields, check="1")).text
    assert re.search(rf'name="{field}"[^>]*data-most="\d+" data-large="{re.escape(told)}"', page)


async def test_a_form_that_is_too_large_for_the_server_says_what_to_do(organiser: AsyncClient) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    answer = await send(organiser, fields, {"logo_file": ("l.png", bytes(7_000_000))})
    assert answer.status_code == 413 and "Choose a smaller file, or none, and send the form again." in answer.text


async def test_all_faults_are_told_at_once_each_at_its_field(organiser: AsyncClient) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    wrong = {"title": "", "timezone": "Nowhere", "sitting.end": "x", "item.minutes": "abc", "seats": "Frnace"}
    for name, value in wrong.items():
        fields = changed(fields, name, value)
    page = (await create(organiser, fields)).text
    assert page.count("aria-invalid") == len(wrong) and page.count("autofocus") == 1
    alert = page.partition('role="alert"')[2].partition("</div>")[0]
    places = re.findall(r'href="#([\w-]+)"', alert)
    assert len(places) == len(wrong) == len({*places}) and all(page.count(f' id="{each}"') == 1 for each in places)
    assert fields_of(page) == fields


async def test_a_wrong_time_brings_no_fault_that_is_none(organiser: AsyncClient) -> None:
    fields = changed(await draft(organiser, **{"from": "example", "example": EXAMPLE}), "sitting.end", "08:00")
    for name, value in (("sitting.inscribe_from", "2015-03-02T16:00"), ("sitting.inscribe_until", "2015-03-03T07:00")):
        fields = changed(fields, name, value)
    assert (await create(organiser, changed(fields, "item.speaker", "chair", 2))).text.count("aria-invalid") == 1


async def test_a_save_after_the_begin_or_the_deletion_brings_the_form_again(organiser: AsyncClient, host: Host) -> None:
    made = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    address, code = made.headers["Location"], made.headers["Location"].rpartition("/")[2]
    fields = changed(await stored(organiser, address), "title", "My own title")
    room = await host.context.room(code)
    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    begun = await create(organiser, fields)
    assert begun.status_code == 409 and "The meeting has begun. Change" in begun.text
    assert fields_of(begun.text) == fields

    unknown = changed(fields, "revises", "NOSUCH22")
    gone = await create(organiser, unknown)
    assert gone.status_code == 404 and "This meeting was deleted meanwhile." in gone.text
    assert fields_of(gone.text) == changed(fields, "revises", "")
    again = await create(organiser, changed(fields_of(gone.text), "warned", WARNED))
    assert (await created(host, again)).title == "My own title"


async def test_after_the_link_was_revoked_a_form_gets_a_page_and_can_be_sent_again(
    organiser: AsyncClient, host: Host, link: str
) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    organiser.headers |= BROWSER
    cookie = organiser.cookies["organiser"]
    organiser.cookies.clear()
    refused = await create(organiser, fields)
    assert refused.status_code == 401 and refused.headers["Content-Type"].startswith("text/html")
    assert "reload it, and let the browser send the form again" in refused.text
    organiser.cookies.set("organiser", cookie)
    assert (await create(organiser, fields)).status_code == 303


@pytest.mark.parametrize("place", ["new", "create", "sign-out", "m/NOSUCH22/links", "m/NOSUCH22/revoke", "m/X/desk"])
async def test_a_browser_never_gets_json_from_the_organisers_pages(browser: AsyncClient, place: str) -> None:
    answer = await browser.post(f"/organiser/{place}", data={"a": "b"}, headers=BROWSER)
    assert answer.status_code == 401 and answer.headers["Content-Type"].startswith("text/html")
    program = await browser.post(f"/organiser/{place}", data={"a": "b"})
    assert program.headers["Content-Type"] == "application/problem+json"


async def test_the_second_of_two_saves_is_told_and_replaces_the_first_only_when_it_is_pressed_again(
    organiser: AsyncClient, host: Host
) -> None:
    made = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    address, code = made.headers["Location"], made.headers["Location"].rpartition("/")[2]
    fields = await stored(organiser, address)
    room = await host.context.room(code)
    first = await create(organiser, changed(fields, "title", "The first title"))
    assert (first.status_code, room.meeting.title) == (303, "The first title")

    second = await create(organiser, changed(fields, "title", "The second title"))
    assert second.status_code == 409 and "Somebody else has changed the meeting." in second.text
    assert f'href="/organiser/m/{code}/edit" target="_blank"' in second.text
    assert room.meeting.title == "The first title"
    again = await create(organiser, fields_of(second.text))
    assert (again.status_code, room.meeting.title) == (303, "The second title")


async def test_of_saves_at_the_same_moment_one_is_stored_and_the_others_are_told(
    organiser: AsyncClient, host: Host
) -> None:
    made = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    address, code = made.headers["Location"], made.headers["Location"].rpartition("/")[2]
    fields = await stored(organiser, address)
    titles = ("One", "Two", "Three")
    answers = await asyncio.gather(*(create(organiser, changed(fields, "title", title)) for title in titles))
    assert sorted(each.status_code for each in answers) == [303, 409, 409]
    kept = next(title for title, each in zip(titles, answers, strict=True) if each.status_code == 303)
    room = await host.context.room(code)
    assert (room.meeting.title, room.meeting.version) == (kept, 2)


async def test_a_change_that_the_form_does_not_show_is_no_conflict(organiser: AsyncClient, host: Host) -> None:
    made = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    address, code = made.headers["Location"], made.headers["Location"].rpartition("/")[2]
    fields = await stored(organiser, address)
    room = await host.context.room(code)
    await room.handle(ShowJoinCode(), CHAIR)
    saved = await create(organiser, changed(fields, "title", "Another title"))
    assert (saved.status_code, room.meeting.title) == (303, "Another title")


async def test_a_save_of_an_unchanged_meeting_is_not_taken_for_a_conflict(organiser: AsyncClient, host: Host) -> None:
    made = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    address = made.headers["Location"]
    for _ in range(2):
        fields = await stored(organiser, address)
        assert (await create(organiser, fields)).status_code == 303


async def test_empty_minutes_and_a_past_date_are_told_and_created_only_at_the_second_press(
    organiser: AsyncClient, host: Host
) -> None:
    fields = changed(await draft(organiser, **{"from": "empty"}), "title", "A talk")
    fields = changed(changed(fields, "date", "2015-03-03"), "warned", "")
    before = await host.context.lobby.log.codes()
    checked, answer = await create(organiser, fields, check="1"), await create(organiser, fields)
    for each in (checked, answer):
        assert "1 item has no minutes." in each.text and "The date is past: " in each.text
        assert "data-fill-all" in each.text and "Everything is right." not in each.text
    told = "press “Create it anyway”"
    assert told in answer.text and told not in checked.text
    for path in ("sittings.0.items.0.minutes", "date"):
        assert f'<a href="#at-{path}">' in answer.text, "each sentence leads to its field"
        assert f' id="at-{path}" aria-describedby="doubt-{path}"' in answer.text and f'id="doubt-{path}"' in answer.text
    assert answer.text.count("autofocus") == 1
    assert await host.context.lobby.log.codes() == before
    assert ("title", "A talk") in fields_of(answer.text)
    made = await created(host, await create(organiser, fields_of(answer.text)))
    assert made.title == "A talk"


async def test_a_meeting_that_is_changed_is_stored_with_warnings_only_at_the_second_press(
    organiser: AsyncClient, host: Host
) -> None:
    made = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    address, code = made.headers["Location"], made.headers["Location"].rpartition("/")[2]
    fields = changed(fields_of((await organiser.get(f"{address}/edit")).text), "item.minutes", "100", 3)
    room = await host.context.room(code)
    asked = await create(organiser, changed(fields, "date", "2126-12-03"))
    assert asked.status_code == 200 and room.meeting.version == 1
    assert "90 over the 180 booked" in asked.text and "The date is past" not in asked.text
    assert "press “Save anyway”" in asked.text and '<button class="primary">Save anyway</button>' in asked.text
    saved = await create(organiser, fields_of(asked.text))
    assert (saved.status_code, room.meeting.sittings[0].items[3].minutes) == (303, 100)


async def test_a_form_that_differs_from_what_is_stored_asks_before_it_is_left(organiser: AsyncClient) -> None:
    def is_unsaved(answer: Response) -> bool:
        return bool(re.search('<form id="programme"[^>]* data-unsaved', answer.text))

    note = note_of("hrc28-panel-2015")
    assert is_unsaved(await organiser.post("/organiser/new", data={"from": "note", "text": note}))
    assert not is_unsaved(await organiser.post("/organiser/new", data={"from": "empty"}))
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    assert is_unsaved(await create(organiser, fields, check="1")), "a new meeting is not stored"

    made = await create(organiser, fields)
    page = await organiser.get(made.headers["Location"] + "/edit")
    fields = changed(fields_of(page.text), "warned", WARNED)
    assert not is_unsaved(page)
    assert not is_unsaved(await create(organiser, fields, check="1")), "it is what is stored"
    other = changed(fields, "title", "Another title")
    for asked in ({"check": "1"}, {"read": "participants"}, {"compare": "1", "new_preset": "general_assembly"}):
        assert is_unsaved(await create(organiser, other, **asked)), asked
    assert is_unsaved(await create(organiser, fields, use="1", new_preset="general_assembly"))
    assert is_unsaved(await create(organiser, changed(fields, "seats", "France"), read="participants"))
    assert is_unsaved(await create(organiser, changed(fields, "date", "soon")))


async def test_after_each_press_the_focus_is_where_its_result_stands(organiser: AsyncClient) -> None:
    fields = changed(await draft(organiser, **{"from": "example", "example": EXAMPLE}), "date", "2126-12-03")
    list_read = changed(fields, "seats", "France\nKenya")
    table = (await organiser.get("/organiser/new/programme.csv")).content
    for answer, told in (
        (await create(organiser, list_read, read="participants"), "The list was read."),
        (await create(organiser, fields, all_states="1"), "The list was read."),
        (await send(organiser, fields, {"table_file": ("t.csv", table)}, read="table"), "The table was read."),
        (await create(organiser, fields, use="1", new_preset="general_assembly"), "These are the rules of"),
    ):
        (told_there,) = re.findall(r'<p class="done" role="status" tabindex="-1" autofocus>\s*([^<]*)', answer.text)
        assert told in told_there and answer.text.count("autofocus") == 1
    good = await create(organiser, fields, check="1")
    assert re.search(r'<p class="good" role="status">Everything is right\.', good.text)
    assert "autofocus" not in good.text and " data-again" in good.text, "the script finds the place again"


async def test_a_warning_that_was_not_seen_is_told_before_the_meeting_is_created(organiser: AsyncClient) -> None:
    fields = changed(await draft(organiser, **{"from": "empty"}), "title", "A talk")
    fields = changed(changed(fields, "date", "2015-03-03"), "warned", "minutes")
    answer = await create(organiser, fields)
    assert answer.status_code == 200 and "The date is past: " in answer.text


async def test_a_rehearsal_is_not_taken_for_the_begin(organiser: AsyncClient, host: Host) -> None:
    made = await create(organiser, await draft(organiser, **{"from": "example", "example": EXAMPLE}))
    address, code = made.headers["Location"], made.headers["Location"].rpartition("/")[2]
    fields = await stored(organiser, address)
    room = await host.context.room(code)
    await room.handle(BeginRehearsal(), CHAIR)
    await room.handle(OpenSitting(room.meeting.sittings[0].id), CHAIR)
    page = (await organiser.get(address)).text
    assert "A rehearsal is under way." in page and "The meeting has begun." not in page
    refused = await create(organiser, fields)
    assert refused.status_code == 409 and "A rehearsal is under way." in refused.text


async def test_a_table_of_participants_has_the_words_of_the_form_or_those_of_the_file(organiser: AsyncClient) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    both = 'code,category,name\nFR,Member State,\nAI,ngo,"Amnesty, International"\nX,UN Entity,UNDP\n'
    read = await create(organiser, changed(fields, "seats", both), read="1")
    keys = 'code,category,name\nFR,member_state,\nAI,ngo,"Amnesty, International"\nX,un_entity,UNDP'
    assert dict(fields_of(read.text))["seats"].strip() == keys
    sheet = as_excel([["code", "category"], ["FR", "Member State"]], "P")
    read = await send(organiser, fields, {"seats_file": ("p.xlsx", sheet)}, read="1")
    assert dict(fields_of(read.text))["seats"].strip() == "code,category\nFR,member_state"
    wrong = await create(organiser, changed(fields, "seats", "code,category\nFR,king"), check="1")
    assert "“category” must be one of: Member State, Observer State, Country concerned, Group, Inter" in wrong.text
    assert "one of: member_state" not in wrong.text
    told = await create(organiser, changed(fields, "seats", "code,category\nFR,king"), read="1")
    assert "participants, line 2: “category” must be one of: Member State" in told.text


async def test_a_sentence_about_a_category_names_it_as_the_form_does(organiser: AsyncClient) -> None:
    fields = await draft(organiser, **{"from": "example", "example": EXAMPLE})
    answer = await create(organiser, changed(fields, "speaking_time.member_state", "soon"), check="1")
    assert "“Member State” must be a time like 2:30" in answer.text
