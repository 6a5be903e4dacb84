"""The command line: what it prints, what it refuses in a sentence, and the two commands that serve."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from httpx2 import AsyncClient
from websockets.asyncio.client import connect

from nameplate import __version__, server
from nameplate.access.passes import hash_of
from nameplate.cli import main
from nameplate.meeting import Meeting
from nameplate.meeting.admission import AddInscription
from nameplate.meeting.floor import GiveFloorToNext
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.speeches import EndSpeech
from nameplate.paths import EXAMPLES
from nameplate.screens.render import drawing
from nameplate.store import log, passes
from nameplate.store.database import Database
from tests.journeys.programs import free_port, nameplate
from tests.serving import heard, serving

PANEL = str(EXAMPLES / "hrc28-panel-2015.yaml")
SEATS = "code,category,name\nFR,member_state,\nNA,member_state,\nEU,igo,European Union\n"
DEMO_LINKS = {"chair", "desk", "hall", "podium", "join", "delegate:FR", "delegate:KE"}

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str) -> Run:
    """Runs a command on the test's own database."""

    def given(*arguments: str, fails: bool = False) -> Result:
        result = CliRunner().invoke(main, arguments, env={"NAMEPLATE_DATABASE": database_url})
        assert result.exit_code == (1 if fails else 0), result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result

    return given


@pytest.fixture
def seats(tmp_path: Path) -> str:
    """A file with three delegations."""
    file = tmp_path / "seats.csv"
    file.write_text(SEATS, encoding="utf-8")
    return str(file)


@pytest.fixture
def created(run: Run, seats: str) -> Any:
    """The panel of 2015 with three delegations, as JSON tells of it."""
    return json.loads(run("meeting", "create", PANEL, "--seats", seats, "--json").stdout)


def links(result: Result) -> dict[str, str]:
    """The links that a command printed."""
    return dict(line.split("\t") for line in result.stdout.splitlines() if "\t" in line)


def valid(database_url: str, link: str) -> bool:
    """Whether a link lets somebody in."""
    database = Database(database_url)
    try:
        return hash_of(link.rpartition("/")[2]) in {held.hash for held in database.write_now(passes.valid)}
    finally:
        database.close()


def stored(database_url: str, code: str) -> Meeting:
    """A meeting as its database tells it."""
    database = Database(database_url)
    try:
        return database.write_now(lambda connection: log.read(connection, code)).meeting
    finally:
        database.close()


def files(folder: Path) -> list[str]:
    """The names of the files in a folder."""
    return sorted(file.name for file in folder.iterdir())


def holds(folder: Path, name: str) -> bool:
    """Whether some file of a folder has that name in its bytes."""
    return any(name.encode() in file.read_bytes() for file in folder.iterdir())


def test_create_prints_a_link_for_everybody(run: Run, seats: str) -> None:
    result = run("meeting", "create", PANEL, "--seats", seats)
    assert result.stdout.startswith("Created ")
    assert "High-level panel discussion" in result.stdout.splitlines()[0]
    delegates = {"delegate:FR", "delegate:NA", "delegate:EU"}
    panellists = {f"panellist:p-{n}" for n in range(2, 9)}
    assert links(result).keys() == {"chair", "desk", "hall", "podium", "join"} | delegates | panellists


def test_create_as_json_is_one_object_of_the_promised_shape(created: Any) -> None:
    assert created.keys() == {"code", "links", "seats", "panellists"}
    assert created["links"].keys() == {"chair", "desk", "hall", "podium", "join"}
    assert list(created["seats"]) == ["FR", "NA", "EU"]
    assert created["links"]["join"] == f"http://127.0.0.1:8000/in/{created['code']}"
    every = [*created["links"].values(), *created["seats"].values(), *created["panellists"].values()]
    assert len(set(every)) == len(every) and all(url.startswith("http://127.0.0.1:8000/in/") for url in every)


def test_every_link_of_a_new_meeting_is_valid(created: Any, database_url: str) -> None:
    every = [*created["links"].values(), *created["seats"].values(), *created["panellists"].values()]
    assert all(valid(database_url, link) for link in every)


def test_without_a_file_of_seats_every_state_takes_part(run: Run) -> None:
    made = json.loads(run("meeting", "create", PANEL, "--json").stdout)
    assert len(made["seats"]) > 193 and {"FR", "NA", "NO"} <= made["seats"].keys()


def test_links_begin_with_the_public_address(run: Run, seats: str) -> None:
    result = run("meeting", "create", PANEL, "--seats", seats, "--public-url", "https://un.example/")
    assert all(link.startswith("https://un.example/in/") for link in links(result).values())


def test_a_programme_that_does_not_fit_is_created_with_a_note(run: Run, seats: str) -> None:
    file = str(EXAMPLES / "hrc28-panel-2015-standard-slots.yaml")
    result = run("meeting", "create", file, "--seats", seats, "--json")
    assert "Note: Sitting “meeting-1” does not fit" in result.stderr and "188 minutes" in result.stderr
    assert json.loads(result.stdout)["code"]


def test_cards_are_a_page_with_a_qr_code_for_each_delegation(run: Run, seats: str, tmp_path: Path) -> None:
    file = tmp_path / "cards.html"
    result = run("meeting", "create", PANEL, "--seats", seats, "--json", "--cards", str(file))
    page = file.read_text(encoding="utf-8")
    urls = json.loads(result.stdout)["seats"].values()
    assert page.count("<svg") == page.count("<section>") == 3
    assert all(drawing(url) in page for url in urls)
    assert all(name in page for name in ("France", "Namibia", "European Union"))


def test_cards_that_cannot_be_written_cost_nobody_a_link(run: Run, seats: str, tmp_path: Path) -> None:
    file = str(tmp_path / "no" / "such" / "folder" / "cards.html")
    result = run("meeting", "create", PANEL, "--seats", seats, "--cards", file, fails=True)
    assert f"The cards cannot be written to {file}" in result.stderr
    assert "chair" in links(result)


def test_a_bad_programme_creates_nothing_and_says_where(run: Run, tmp_path: Path) -> None:
    text = Path(PANEL).read_text(encoding="utf-8").replace("minutes: 7", "minutes: many")
    line = text[: text.index("minutes: many")].count("\n") + 1
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    result = run("meeting", "create", str(file), fails=True)
    assert result.stderr.startswith(f"Error: {file}, line {line}: “minutes” must be a whole number")
    assert result.stdout == "" and files(tmp_path) == ["bad.yaml"]


def test_a_bad_file_of_seats_creates_nothing_and_says_where(run: Run, tmp_path: Path, created: Any) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(SEATS + "FR,member_state,\n", encoding="utf-8")
    result = run("meeting", "create", PANEL, "--seats", str(file), "--cards", str(tmp_path / "cards.html"), fails=True)
    assert result.stderr == f"Error: {file}, line 5: the code “FR” is used twice\n"
    assert run("meeting", "list").stdout.count("\n") == 1
    assert not (tmp_path / "cards.html").exists()


def test_list_tells_code_and_title(run: Run, created: Any) -> None:
    assert run("meeting", "list").stdout.startswith(f"{created['code']}\tHigh-level panel discussion")


def test_list_of_an_empty_database_is_empty(run: Run) -> None:
    assert run("meeting", "list").stdout == ""


def test_links_makes_new_links_and_leaves_the_old_ones_valid(run: Run, created: Any, database_url: str) -> None:
    fresh = links(run("meeting", "links", created["code"]))
    assert fresh["chair"] != created["links"]["chair"]
    assert fresh["join"] == created["links"]["join"]
    assert valid(database_url, fresh["chair"]) and valid(database_url, created["links"]["chair"])


def test_links_of_one_name_makes_that_one(run: Run, created: Any, database_url: str) -> None:
    fresh = links(run("meeting", "links", created["code"], "--name", "delegate:FR", "--public-url", "http://x"))
    assert fresh.keys() == {"delegate:FR"} and fresh["delegate:FR"].startswith("http://x/in/")
    assert valid(database_url, fresh["delegate:FR"])


def test_links_as_json_have_the_shape_of_create(run: Run, created: Any) -> None:
    fresh = json.loads(run("meeting", "links", created["code"], "--json").stdout)
    assert {key: list(value) for key, value in fresh.items() if key != "code"} == {
        key: list(value) for key, value in created.items() if key != "code"
    }


def test_links_can_be_cards(run: Run, created: Any, tmp_path: Path) -> None:
    run("meeting", "links", created["code"], "--name", "delegate:NA", "--cards", str(tmp_path / "cards.html"))
    page = (tmp_path / "cards.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 1 and "Namibia" in page


def test_links_of_a_name_that_is_not_there_makes_none(run: Run, created: Any) -> None:
    result = run("meeting", "links", created["code"], "--name", "delegate:XX", fails=True)
    assert result.stderr == "Error: This meeting has no link “delegate:XX”.\n"


def test_revoke_ends_the_links_of_one_name(run: Run, created: Any, database_url: str) -> None:
    run("meeting", "links", created["code"], "--name", "delegate:FR")
    assert run("meeting", "revoke", created["code"], "--name", "delegate:FR").stdout == "2 revoked.\n"
    assert not valid(database_url, created["seats"]["FR"])
    assert valid(database_url, created["seats"]["NA"])


def test_revoke_without_a_name_ends_all_links(run: Run, created: Any, database_url: str) -> None:
    count = sum(len(created[kind]) for kind in ("links", "seats", "panellists"))
    assert run("meeting", "revoke", created["code"]).stdout == f"{count} revoked.\n"
    assert not valid(database_url, created["links"]["chair"])


def test_revoke_of_what_is_not_in_force_says_so(run: Run, created: Any) -> None:
    run("meeting", "revoke", created["code"])
    again = run("meeting", "revoke", created["code"], fails=True)
    assert again.stderr == "Error: No such link is in force.\n"


async def test_erase_empties_the_file_of_names_and_keeps_who_spoke_when(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    async with serving(database_url) as host:
        hosted = await (await host.meeting()).open_floor()
        await hosted.chair(AddInscription(guest="Ada Lovelace"), GiveFloorToNext(), SendNotice("speaker", "Slowly"))
        await hosted.chair(SendNotice("hall", "Mind the Analytical Engine"), EndSpeech())
    names = ("Lovelace", "Slowly", "Analytical", "Rücker", "Khor", "Somavía", "South Centre")
    before = stored(database_url, hosted.code)
    assert all(holds(tmp_path, name) for name in names)
    assert run("meeting", "erase", hosted.code).stdout == "Erased.\n"
    after = stored(database_url, hosted.code)
    assert after.speeches == before.speeches and after.lists == before.lists
    assert not any(holds(tmp_path, name) for name in names)


def test_delete_removes_a_meeting_whole(run: Run, created: Any, database_url: str) -> None:
    assert run("meeting", "delete", created["code"], "--yes").stdout == "Removed.\n"
    assert run("meeting", "list").stdout == ""
    assert not valid(database_url, created["links"]["chair"])


def test_delete_asks_first(run: Run, created: Any) -> None:
    result = run("meeting", "delete", created["code"], fails=True)
    assert "Remove the meeting with all that was recorded of it?" in result.output
    assert created["code"] in run("meeting", "list").stdout


@pytest.mark.parametrize("command", [("links",), ("erase",), ("delete", "--yes")])
def test_an_unknown_code_is_said_to_be_unknown(run: Run, created: Any, command: tuple[str, ...]) -> None:
    result = run("meeting", *command, "XXXXXXXX", fails=True)
    assert result.stderr == "Error: There is no meeting XXXXXXXX.\n"


def test_a_backup_opens_and_holds_the_meeting(run: Run, created: Any, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy)).stdout == f"Written: {copy}\n"
    assert created["code"] in run("meeting", "list", "--database", f"sqlite:///{copy}").stdout
    assert valid(f"sqlite:///{copy}", created["links"]["chair"])


def test_a_backup_overwrites_nothing(run: Run, created: Any, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    result = run("backup", str(tmp_path / "copy.db"), fails=True)
    assert result.stderr == f"Error: {tmp_path / 'copy.db'} exists already.\n"
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_backup_of_the_wrong_database_is_not_mistaken_for_one(run: Run, tmp_path: Path) -> None:
    result = run("backup", str(tmp_path / "copy.db"), fails=True)
    assert "holds no meeting; nothing was written." in result.stderr
    assert not (tmp_path / "copy.db").exists()


def test_a_backup_into_nowhere_is_refused_in_a_sentence(run: Run, created: Any, tmp_path: Path) -> None:
    result = run("backup", str(tmp_path / "no" / "copy.db"), fails=True)
    assert result.stderr.startswith("Error: ") and "unable to open database" in result.stderr


def test_migrate_makes_a_database_and_does_no_harm_again(run: Run, tmp_path: Path) -> None:
    assert run("migrate").stdout == run("migrate").stdout == "Up to date.\n"
    assert (tmp_path / "nameplate.db").exists()


@pytest.mark.parametrize(
    ("database", "said"),
    [
        ("sqlite:///{0}/no/such/folder/nameplate.db", "cannot be used: unable to open database file"),
        ("sqlite:///{0}", "cannot be used: unable to open database file"),
        ("sqlite:///{0}/seats.csv", "cannot be used: file is not a database"),
        ("nameplate.db", "“nameplate.db” is no database to use; expected one like sqlite:///nameplate.db."),
        ("oracle+no://x", "is no database to use"),
    ],
)
@pytest.mark.parametrize("command", [("meeting", "list"), ("meeting", "create", PANEL), ("migrate",), ("serve",)])
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    run: Run, seats: str, tmp_path: Path, command: tuple[str, ...], database: str, said: str
) -> None:
    result = run(*command, "--database", database.format(tmp_path), fails=True)
    assert result.stderr.startswith("Error: ") and result.stderr.count("\n") == 1
    assert said in result.stderr


def test_a_demo_whose_folder_is_a_file_is_refused_in_a_sentence(run: Run, seats: str) -> None:
    assert "cannot be used (File exists)" in run("demo", "--folder", seats, fails=True).stderr


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout.endswith(f"version {__version__}\n")


@pytest.mark.parametrize(
    ("host", "url"), [("127.0.0.1", "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000"), ("un", "http://un:8000")]
)
def test_the_address_of_a_host_is_a_url(host: str, url: str) -> None:
    assert server.reachable(host, 8000) == url


def test_a_server_for_the_whole_network_is_not_reached_under_its_wildcard() -> None:
    assert "0.0.0.0" not in server.reachable("0.0.0.0", 8000)  # noqa: S104 - that is the point


async def test_demo_prints_its_links_once_the_server_accepts(tmp_path: Path) -> None:
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(tmp_path / "demo")) as program:
        role, _, url = (await program.says("\t")).partition("\t")
        async with AsyncClient(follow_redirects=True) as client:
            assert (await client.get(url)).status_code == 200
        while not {line.partition("\t")[0] for line in program.said} >= DEMO_LINKS:
            await program.says("\t")
        assert role and all(line.count("\t") == 1 for line in program.said)


async def test_demo_ends_on_a_signal_with_a_screen_open(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(folder)) as program:
        code = (await program.says("join\t")).rpartition("/")[2]
        origin, _, secret = (await program.says("hall\t")).partition("\t")[2].rpartition("/in/")
        live = f"ws{origin.removeprefix('http')}/m/{code}/live?audience=hall"
        async with connect(live, additional_headers={"Authorization": f"Bearer {secret}"}, proxy=None) as screen:
            assert await heard(screen)
            program.process.terminate()
            await program.process.wait()
    assert files(folder) == ["lock", "nameplate.db"]


async def test_demo_starts_afresh_and_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text("mine")
    old = sqlite3.connect(tmp_path / "nameplate.db")
    old.execute("CREATE TABLE old (x)")
    old.close()
    async with nameplate("demo", "--port", str(free_port()), "--folder", str(tmp_path)) as program:
        assert await program.says("podium\t")
    assert (tmp_path / "speech.txt").read_text() == "mine"


async def test_serving_an_empty_database_says_what_to_do_next_and_ends_on_a_signal(
    database_url: str, tmp_path: Path
) -> None:
    port = free_port()
    async with nameplate("serve", "--port", str(port), "--database", database_url) as program:
        await program.says(f"Nameplate serves http://127.0.0.1:{port}")
        await program.says("There is no meeting yet.")
        await program.says("nameplate meeting create PROGRAMME.yaml")
        async with AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
        program.process.terminate()
        await program.process.wait()
    assert files(tmp_path) == ["nameplate.db"]


async def test_serving_tells_of_the_meetings_that_are_there(created: Any, database_url: str) -> None:
    port = free_port()
    async with nameplate("serve", "--port", str(port), "--database", database_url) as program:
        await program.says(f"{created['code']}  High-level panel discussion")
        await program.says(f"join: http://127.0.0.1:{port}/in/{created['code']}")


async def test_a_port_that_is_taken_is_told_in_a_sentence(database_url: str) -> None:
    async with serving(database_url) as host:
        port = host.url.rpartition(":")[2]
        async with nameplate("serve", "--port", port, "--database", f"{database_url}2") as program:
            assert await program.process.wait() not in (0, None)
            assert program.process.stdout and not await program.process.stdout.read()
