"""The command `nameplate`."""

from __future__ import annotations

import fcntl
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click
from sqlalchemy import Connection
from sqlalchemy.exc import ArgumentError
from starlette.applications import Starlette

from nameplate import __version__, app, server
from nameplate.access.passes import Pass, new_code, passes_for
from nameplate.meeting import Meeting, record
from nameplate.paths import EXAMPLES, WEB
from nameplate.planning.delegations_file import all_states, read_delegations
from nameplate.planning.programme_file import Programme, read_programme
from nameplate.planning.trouble import BadFile
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.time import Timebase
from nameplate.screens.render import Screens
from nameplate.screens.words import states
from nameplate.simulation import Simulation
from nameplate.store import database, log, passes

T = TypeVar("T")
Made = dict[str, tuple[str, Pass]]
LOCAL = "http://127.0.0.1:8000"
DATABASE = "sqlite:///nameplate.db"
MAIN_LINKS = ("chair", "desk", "hall", "podium", "join")


def _option(flag: str, *names: str, **more: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option that the environment can set too."""
    envvar = "NAMEPLATE_" + flag.strip("-").replace("-", "_").upper()
    return click.option(flag, *names, envvar=envvar, show_envvar=True, show_default=True, **more)


with_database = _option("--database", "database_url", default=DATABASE, help="Where meetings are kept.")
with_host = _option("--host", default="127.0.0.1", help="0.0.0.0 lets phones in the room in.")
with_port = _option("--port", default=8000, type=click.IntRange(1, 65535))
with_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
with_cards = click.option(
    "--cards", type=click.Path(path_type=Path), help="Write a page to print: a card with a QR code for each delegation."
)
with_public_url = _option("--public-url", default="", help="The address that links and the join code begin with.")


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Nameplate: the list of speakers and the one clock of a UN-style meeting, live on every screen."""


@main.command()
@with_host
@with_port
@with_database
@with_public_url
def serve(host: str, port: int, database_url: str, public_url: str) -> None:
    """Serve all meetings of a database."""
    url = public_url.rstrip("/") or server.reachable(host, port)
    meetings = _meetings(database_url)  # asked before serving: of a process, only one connection may write

    def tell() -> None:
        click.echo(server.welcome(url, host, meetings))

    _run(app.build(database_url, url), host, port, tell)


@main.command()
@with_host
@with_port
@click.option("--simulate", is_flag=True, help="Let a chair, a desk and delegations act by themselves.")
@click.option(
    "--speed",
    default=20.0,
    show_default=True,
    type=click.FloatRange(0.1, 1000),
    help="With --simulate: how many times faster than life.",
)
@click.option("--folder", type=click.Path(path_type=Path), default=Path(".demo"), show_default=True)
def demo(host: str, port: int, simulate: bool, speed: float, folder: Path) -> None:
    """Serve the 2015 panel of the Human Rights Council, afresh, and print a link for everybody in it."""
    lock = _alone(folder)
    database_url = _afresh(folder)
    read, made = _create(database_url, EXAMPLES / "hrc28-panel-2015.yaml", EXAMPLES / "delegations.csv")
    url = server.reachable(host, port)

    def tell() -> None:
        _print({name: f"{url}/in/{secret}" for name, (secret, _) in made.items()})
        click.echo(f"{read.created.title}\nServed on {url}. Ctrl+C ends it; the next demo starts afresh.", err=True)

    async def play(lobby: Lobby, screens: Screens) -> None:
        room = await lobby.room(read.created.code)
        await Simulation(room, screens.words("en"), speed).run()

    time = Timebase(speed if simulate else 1.0)
    with lock:
        _run(app.build(database_url, url, time, play if simulate else None), host, port, tell)


@main.group()
def meeting() -> None:
    """Create meetings and look after their links."""


@meeting.command()
@click.argument("programme", type=click.Path(path_type=Path))
@click.option("--seats", type=click.Path(path_type=Path), help="Who takes part, as CSV: code,category,name.")
@with_cards
@with_json
@with_database
@with_public_url
def create(
    programme: Path, seats: Path | None, cards: Path | None, as_json: bool, database_url: str, public_url: str
) -> None:
    """Create a meeting from a programme file and print its links. They are shown once: keep them."""
    read, made = _create(database_url, programme, seats)
    for warning in read.warnings:
        click.echo(f"Note: {warning}", err=True)
    if not as_json:
        click.echo(f"Created {read.created.code}: {read.created.title}")
    _hand_out(record(Meeting(), read.created, 0, "", 1), made, _address(public_url), as_json, cards)


@meeting.command("list")
@with_database
def list_(database_url: str) -> None:
    """List the meetings of a database: code and title."""
    for code, title, _ in _meetings(database_url):
        click.echo(f"{code}\t{title}")


@meeting.command()
@click.argument("code")
@click.option("--name", help="Only one of them: chair, desk, hall, podium, delegate:FR, ...")
@with_cards
@with_json
@with_database
@with_public_url
def links(code: str, name: str | None, cards: Path | None, as_json: bool, database_url: str, public_url: str) -> None:
    """Make new links for a meeting, and print them. Links given out before stay valid until they are revoked."""

    def issue(db: database.Database) -> tuple[Meeting, Made]:
        opened = db.write_now(lambda connection: log.read(connection, code))
        made = {n: m for n, m in passes_for(opened.meeting).items() if name in (None, n)}
        if not made:
            raise click.ClickException(f"This meeting has no link “{name}”.")
        fresh = [held for _, held in made.values()]
        db.write_now(lambda connection: passes.issue(connection, fresh, Timebase().now_ms()))
        return opened.meeting, made

    found, made = _with(database_url, issue)
    _hand_out(found, made, _address(public_url), as_json, cards)


@meeting.command()
@click.argument("code")
@click.option("--name", help="Only the links of one name: chair, delegate:FR, ... Without it, all of them.")
@with_database
def revoke(code: str, name: str | None, database_url: str) -> None:
    """End links at once; screens that came in by them are signed out."""
    ended = _with(database_url, lambda db: db.write_now(lambda c: passes.revoke(c, code, name, Timebase().now_ms())))
    if not ended:
        raise click.ClickException("No such link is in force.")
    click.echo(f"{ended} revoked.")


@meeting.command()
@click.argument("code")
@with_database
def erase(code: str, database_url: str) -> None:
    """Empty a meeting of names and free words. Who spoke when and how long stays. Stop the server first."""
    _with(database_url, lambda db: db.write_now(lambda connection: log.read(connection, code)))
    _with(database_url, lambda db: db.write_now(lambda connection: log.erase(connection, code)))
    click.echo("Erased.")


@meeting.command()
@click.argument("code")
@click.confirmation_option(prompt="Remove the meeting with all that was recorded of it?")
@with_database
def delete(code: str, database_url: str) -> None:
    """Remove a meeting whole. Stop the server first."""
    if not _with(database_url, lambda db: db.write_now(lambda connection: log.remove(connection, code))):
        raise click.ClickException(f"There is no meeting {code}.")
    click.echo("Removed.")


@main.command()
@with_database
def migrate(database_url: str) -> None:
    """Bring a database to the newest form. `serve` does this by itself."""
    _with(database_url, lambda db: None)
    click.echo("Up to date.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path, exists=False))
@with_database
def backup(file: Path, database_url: str) -> None:
    """Write a consistent copy of the database to a new FILE, also while it is served."""
    if file.exists():
        raise click.ClickException(f"{file} exists already.")
    if not _meetings(database_url):
        raise click.ClickException(f"The database {database_url} holds no meeting; nothing was written.")
    _with(database_url, lambda db: database.backup(db, str(file)))
    click.echo(f"Written: {file}")


def _run(application: Starlette, host: str, port: int, tell: Callable[[], None]) -> None:
    try:
        server.run(application, host, port, tell)
    except OSError as error:
        problem = f"Cannot listen on {host}, port {port} ({error.strerror}). Try another one with --port."
        raise click.ClickException(problem) from error


def _address(public_url: str) -> str:
    """The address that links begin with; a guess is said to be one."""
    if not public_url:
        click.echo(f"Note: the links begin with {LOCAL}, which only this machine reaches. See --public-url.", err=True)
    return public_url.rstrip("/") or LOCAL


def _alone(folder: Path) -> TextIO:
    """A lock on a folder for as long as it is open: two demos in one folder would take each other's database away."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise click.ClickException(f"The folder {folder} cannot be used ({error.strerror}).") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise click.ClickException(f"Another demo is running in {folder}. End it, or give another --folder.") from error
    return lock


def _afresh(folder: Path) -> str:
    """The address of a new database in a folder. Of what lies there, only the old database goes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("nameplate.db*"):
            old.unlink()
    except OSError as error:
        raise click.ClickException(f"The folder {folder} cannot be used ({error.strerror}).") from error
    return f"sqlite:///{folder / 'nameplate.db'}"


def _create(database_url: str, programme: Path, seats: Path | None) -> tuple[Programme, Made]:
    """Read both files, then store the meeting and its passes in one transaction: all of it, or nothing."""
    known = states(WEB / "locale", "en")
    try:
        delegations = read_delegations(seats, known) if seats else all_states(known)
        read = read_programme(programme, new_code(), delegations)
    except BadFile as bad:
        raise click.ClickException(str(bad)) from bad
    at = Timebase().now_ms()
    made = passes_for(record(Meeting(), read.created, at, "secretariat", 1))

    def store(db: database.Database) -> None:
        def job(connection: Connection) -> None:
            log.create(connection, read.created, at)
            passes.issue(connection, [held for _, held in made.values()], at)

        db.write_now(job)

    _with(database_url, store)
    return read, made


def _hand_out(meeting: Meeting, made: Made, url: str, as_json: bool, cards: Path | None) -> None:
    """Print links, or show them as JSON; write cards for the delegations to a file."""
    links = {name: f"{url}/in/{secret}" for name, (secret, _) in made.items()}
    if as_json:
        click.echo(json.dumps(_by_kind(meeting.code, links), ensure_ascii=False, indent=1))
    else:
        _print(links)
        if "join" in links:
            click.echo(server.in_terminal(links["join"]))
    if cards:
        page = Screens(WEB, lambda code: f"{url}/in/{code}").cards(meeting, links)
        try:
            cards.write_text(page, encoding="utf-8")
        except OSError as error:
            raise click.ClickException(f"The cards cannot be written to {cards} ({error.strerror}).") from error
        click.echo(f"Cards to print: {cards}", err=True)


def _print(links: dict[str, str]) -> None:
    for name in sorted(links, key=MAIN_LINKS.__contains__):
        click.echo(f"{name}\t{links[name]}")


def _meetings(database_url: str) -> list[tuple[str, str, int]]:
    return _with(database_url, lambda db: db.write_now(log.listing))


def _with(database_url: str, act: Callable[[database.Database], T]) -> T:
    try:
        db = database.Database(database_url)
    except (ArgumentError, ImportError) as error:
        raise click.ClickException(f"“{database_url}” is no database to use; expected one like {DATABASE}.") from error
    try:
        database.migrate(db)
        return act(db)
    except log.NoMeeting as error:
        raise click.ClickException(f"There is no meeting {error}.") from error
    except database.NotStored as error:
        raise click.ClickException(f"The database {database_url} cannot be used: {error}") from error
    finally:
        db.close()


def _by_kind(code: str, links: dict[str, str]) -> dict[str, object]:
    plain = {name: url for name, url in links.items() if ":" not in name}
    return {
        "code": code,
        "links": plain,
        "seats": {name.partition(":")[2]: url for name, url in links.items() if name.startswith("delegate:")},
        "panellists": {name.partition(":")[2]: url for name, url in links.items() if name.startswith("panellist:")},
    }


if __name__ == "__main__":
    sys.exit(main())
