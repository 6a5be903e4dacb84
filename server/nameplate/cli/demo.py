"""`nameplate demo`: serve the example panel of 2015 from a new database in a separate folder."""

from __future__ import annotations

from pathlib import Path

import click

from nameplate import app
from nameplate.paths import EXAMPLES
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.timebase import Timebase
from nameplate.screens.rendering import Renderer
from nameplate.serving import log_lines
from nameplate.serving.log_lines import LogFormat
from nameplate.serving.welcome import reachable
from nameplate.simulation import Simulation
from nameplate.wording.language import ENGLISH

from .create_meeting import create_meeting
from .database_access import exclusive_use
from .links_and_cards import print_links
from .options import with_host, with_log_format, with_port
from .serve import run


@click.command()
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
@with_log_format
def demo(host: str, port: int, simulate: bool, speed: float, folder: Path, log_format: str) -> None:
    """Serve the 2015 panel of the Human Rights Council from the beginning, and print all links."""
    database_url = f"sqlite:///{folder / 'nameplate.db'}"
    log_lines.set_up(LogFormat(log_format))
    _make(folder)
    with exclusive_use(database_url):
        _delete_database(folder)
        _serve_panel(host, port, Timebase(speed if simulate else 1.0), database_url, simulate)


def _serve_panel(host: str, port: int, time: Timebase, database_url: str, simulate: bool) -> None:
    """Create the panel and serve it until a signal ends it."""
    read, made = create_meeting(database_url, EXAMPLES / "hrc28-panel-2015.yaml", EXAMPLES / "delegations.csv")
    url = reachable(host, port)

    def print_welcome() -> None:
        print_links({name: f"{url}/in/{secret}" for name, (secret, _) in made.items()})
        click.echo(f"{read.created.title}\nServed on {url}. Ctrl+C ends it; the next demo starts afresh.", err=True)

    async def play(lobby: Lobby, screens: Renderer) -> None:
        room = await lobby.room(read.created.code)
        await Simulation(room, screens.words(ENGLISH), time.speed).run()

    run(app.build(database_url, url, time, play if simulate else None), host, port, print_welcome)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"The folder {folder} cannot be used ({error.strerror}).") from error


def _delete_database(folder: Path) -> None:
    """Delete the old database of a folder, and no other file. Its lock stays, because this process holds it."""
    try:
        for old in (folder / "nameplate.db", folder / "nameplate.db-wal", folder / "nameplate.db-shm"):
            old.unlink(missing_ok=True)
    except OSError as error:
        raise click.ClickException(f"The folder {folder} cannot be used ({error.strerror}).") from error
