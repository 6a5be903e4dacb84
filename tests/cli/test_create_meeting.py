"""`nameplate meeting create`: links, JSON, cards, and errors in the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nameplate.paths import EXAMPLES
from nameplate.screens.rendering import qr_svg
from tests.audiences import LINKS
from tests.cli.conftest import PANEL, SEATS, Run, files, is_valid, links


def test_create_prints_a_link_for_every_role_delegation_and_panellist(run: Run, seats: str) -> None:
    result = run("meeting", "create", PANEL, "--seats", seats)
    assert result.stdout.startswith("Created ")
    assert "High-level panel discussion" in result.stdout.splitlines()[0]
    delegates = {"delegate:FR", "delegate:NA", "delegate:EU"}
    panellists = {f"panellist:p-{n}" for n in range(2, 9)}
    assert links(result).keys() == LINKS | delegates | panellists


def test_the_json_output_has_the_documented_keys(created: Any) -> None:
    assert created.keys() == {"code", "links", "seats", "panellists"}
    assert created["links"].keys() == LINKS
    assert list(created["seats"]) == ["FR", "NA", "EU"]
    assert created["links"]["join"] == f"http://127.0.0.1:8000/in/{created['code']}"
    every = [*created["links"].values(), *created["seats"].values(), *created["panellists"].values()]
    assert len(set(every)) == len(every) and all(url.startswith("http://127.0.0.1:8000/in/") for url in every)


def test_every_link_of_a_new_meeting_is_valid(created: Any, database_url: str) -> None:
    every = [*created["links"].values(), *created["seats"].values(), *created["panellists"].values()]
    assert all(is_valid(database_url, link) for link in every)


def test_without_a_delegations_file_all_states_take_part(run: Run) -> None:
    made = json.loads(run("meeting", "create", PANEL, "--json").stdout)
    assert len(made["seats"]) > 193 and {"FR", "NA", "NO"} <= made["seats"].keys()


def test_links_begin_with_the_public_url(run: Run, seats: str) -> None:
    result = run("meeting", "create", PANEL, "--seats", seats, "--public-url", "https://un.example/")
    assert all(link.startswith("https://un.example/in/") for link in links(result).values())


def test_a_programme_longer_than_its_booking_is_created_with_a_note(run: Run, seats: str) -> None:
    file = str(EXAMPLES / "hrc28-panel-2015-standard-slots.yaml")
    result = run("meeting", "create", file, "--seats", seats, "--json")
    assert "Note: Sitting “meeting-1” does not fit" in result.stderr and "188 minutes" in result.stderr
    assert json.loads(result.stdout)["code"]


def test_the_cards_have_a_qr_code_for_each_delegation(run: Run, seats: str, tmp_path: Path) -> None:
    file = tmp_path / "cards.html"
    result = run("meeting", "create", PANEL, "--seats", seats, "--json", "--cards", str(file))
    page = file.read_text(encoding="utf-8")
    urls = json.loads(result.stdout)["seats"].values()
    assert page.count("<svg") == page.count("<section>") == 3
    assert all(qr_svg(url) in page for url in urls)
    assert all(name in page for name in ("France", "Namibia", "European Union"))


def test_links_are_printed_even_when_the_cards_cannot_be_written(run: Run, seats: str, tmp_path: Path) -> None:
    file = str(tmp_path / "no" / "such" / "folder" / "cards.html")
    result = run("meeting", "create", PANEL, "--seats", seats, "--cards", file, fails=True)
    assert f"The cards cannot be written to {file}" in result.stderr
    assert "chair" in links(result)


def test_an_error_in_the_programme_names_the_line_and_creates_nothing(run: Run, tmp_path: Path) -> None:
    text = Path(PANEL).read_text(encoding="utf-8").replace("minutes: 7", "minutes: many")
    line = text[: text.index("minutes: many")].count("\n") + 1
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    result = run("meeting", "create", str(file), fails=True)
    assert result.stderr.startswith(f"Error: {file}, line {line}: “minutes” must be a whole number")
    assert result.stdout == "" and files(tmp_path) == ["bad.yaml"]


def test_an_error_in_the_delegations_file_names_its_line_and_creates_nothing(
    run: Run, tmp_path: Path, created: Any
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(SEATS + "FR,member_state,\n", encoding="utf-8")
    result = run("meeting", "create", PANEL, "--seats", str(file), "--cards", str(tmp_path / "cards.html"), fails=True)
    assert result.stderr == f"Error: {file}, line 5: the code “FR” is used twice\n"
    assert run("meeting", "list").stdout.count("\n") == 1
    assert not (tmp_path / "cards.html").exists()
