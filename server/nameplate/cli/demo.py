"""`nameplate demo`: serve the example panel of 2015 from a new database in a separate folder."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import TextIO

import click

from nameplate import app
from nameplate.paths import EXAMPLES
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.timebase import Timebase
from nameplate.screens.rendering import Renderer
from nameplate.serving.welcome import reachable
from nameplate.simulation import Simulation
from nameplate.wording.language import ENGLISH

from .create_meeting import create_meeting
from .links_and_cards import print_links
from .options import with_host, with_port
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
def demo(host: str, port: int, simulate: bool, speed: float, folder: Path) -> None:
    """Serve the 2015 panel of the Human Rights Council from the beginning, and print all links."""
    lock = _locked(folder)
    database_url = _new_database(folder)
    read, made = create_meeting(database_url, EXAMPLES / "hrc28-panel-2015.yaml", EXAMPLES / "delegations.csv")
    url = reachable(host, port)

    def print_welcome() -> None:
        print_links({name: f"{url}/in/{secret}" for name, (secret, _) in made.items()})
        click.echo(f"{read.created.title}\nServed on {url}. Ctrl+C ends it; the next demo starts afresh.", err=True)

    async def play(lobby: Lobby, screens: Renderer) -> None:
        room = await lobby.room(read.created.code)
        await Simulation(room, screens.words(ENGLISH), speed).run()

    time = Timebase(speed if simulate else 1.0)
    with lock:
        run(app.build(database_url, url, time, play if simulate else None), host, port, print_welcome)


def _locked(folder: Path) -> TextIO:
    """Lock a folder until the returned file is closed. Two demos in one folder would delete each other's database."""
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


def _new_database(folder: Path) -> str:
    """Delete the old database of a folder, and no other file. Returns the address of a new one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("nameplate.db*"):
            old.unlink()
    except OSError as error:
        raise click.ClickException(f"The folder {folder} cannot be used ({error.strerror}).") from error
    return f"sqlite:///{folder / 'nameplate.db'}"
