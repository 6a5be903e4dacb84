"""The command `nameplate`."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy import Connection

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
from nameplate.settings import from_environment
from nameplate.simulation import Simulation
from nameplate.store import database, log, passes

STANDARD = from_environment()
T = TypeVar("T")
Made = dict[str, tuple[str, Pass]]
with_database = click.option(
    "--database", "database_url", default=STANDARD.database, show_default=True, help="Where meetings are kept."
)
with_public_url = click.option("--public-url", default=STANDARD.public_url, help="The address that links begin with.")


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Nameplate: the list of speakers and the one clock of a UN-style meeting, live on every screen."""


@main.command()
@click.option("--host", default=STANDARD.host, show_default=True, help="0.0.0.0 lets phones in the room in.")
@click.option("--port", default=STANDARD.port, show_default=True)
@with_database
@with_public_url
def serve(host: str, port: int, database_url: str, public_url: str) -> None:
    """Serve all meetings of a database."""
    url = public_url.rstrip("/") or server.reachable(host, port)

    def tell() -> None:
        click.echo(server.welcome(url, host, _meetings(database_url)))

    server.run(app.build(database_url, url), host, port, tell)


@main.command()
@click.option("--host", default=STANDARD.host, show_default=True)
@click.option("--port", default=STANDARD.port, show_default=True)
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
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    database_url = f"sqlite:///{folder / 'nameplate.db'}"
    read, made = _create(database_url, EXAMPLES / "hrc28-panel-2015.yaml", EXAMPLES / "delegations.csv")
    url = server.reachable(host, port)

    def tell() -> None:
        for name in sorted(made, key=lambda name: name in ("chair", "desk", "hall", "podium", "join")):
            click.echo(f"{name}\t{url}/in/{made[name][0]}")

    async def play(lobby: Lobby, screens: Screens) -> None:
        room = await lobby.room(read.created.code)
        await Simulation(room, screens.words("en"), speed).run()

    time = Timebase(speed if simulate else 1.0)
    server.run(app.build(database_url, url, time, play if simulate else None), host, port, tell)


@main.group()
def meeting() -> None:
    """Create meetings and look after their links."""


@meeting.command()
@click.argument("programme", type=click.Path(path_type=Path))
@click.option("--seats", type=click.Path(path_type=Path), help="Who takes part, as CSV: code,category,name.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_database
@with_public_url
def create(programme: Path, seats: Path | None, as_json: bool, database_url: str, public_url: str) -> None:
    """Create a meeting from a programme file and print its links. They are shown once: keep them."""
    read, made = _create(database_url, programme, seats)
    url = public_url.rstrip("/") or STANDARD.url
    for warning in read.warnings:
        click.echo(f"Note: {warning}", err=True)
    links = {name: f"{url}/in/{secret}" for name, (secret, _) in made.items()}
    if as_json:
        click.echo(json.dumps(_by_kind(read.created.code, links), ensure_ascii=False, indent=1))
        return
    click.echo(f"Created {read.created.code}: {read.created.title}")
    for name, link in links.items():
        click.echo(f"{name}\t{link}")


@meeting.command("list")
@with_database
def list_(database_url: str) -> None:
    """List the meetings of a database: code and title."""
    for code, title, _ in _meetings(database_url):
        click.echo(f"{code}\t{title}")


@meeting.command()
@click.argument("code")
@click.option("--name", help="Only one of them: chair, desk, hall, podium, delegate:FR, ...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_database
@with_public_url
def links(code: str, name: str | None, as_json: bool, database_url: str, public_url: str) -> None:
    """Make new links for a meeting, and print them. Links given out before stay valid until they are revoked."""

    def issue(db: database.Database) -> Made:
        opened = db.write_now(lambda connection: log.read(connection, code))
        made = {n: m for n, m in passes_for(opened.meeting).items() if name in (None, n)}
        if not made:
            raise click.ClickException(f"This meeting has no link “{name}”.")
        fresh = [held for n, (_, held) in made.items() if n != "join"]
        if fresh:
            db.write_now(lambda connection: passes.issue(connection, fresh, Timebase().now_ms()))
        return made

    made = _with(database_url, issue)
    url = public_url.rstrip("/") or STANDARD.url
    named = {n: f"{url}/in/{secret}" for n, (secret, _) in made.items()}
    click.echo(
        json.dumps(_by_kind(code, named), indent=1) if as_json else "\n".join(f"{n}\t{u}" for n, u in named.items())
    )


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
    _with(database_url, lambda db: database.backup(db, str(file)))
    click.echo(f"Written: {file}")


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


def _meetings(database_url: str) -> list[tuple[str, str, int]]:
    return _with(database_url, lambda db: db.write_now(log.listing))


def _with(database_url: str, act: Callable[[database.Database], T]) -> T:
    db = database.Database(database_url)
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
