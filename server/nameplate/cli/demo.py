"""`nameplate demo`: serve the example panel of 2015 from a new database in a separate folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from nameplate import app
from nameplate.pages.demo import Demo
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
from .options import with_host, with_log_format, with_port, with_webhook_private
from .serve import run

HASTE = 20.0
"""When the button on the start page lets the meeting run by itself, a speech of 3 minutes ends after 9 seconds."""
SUMMARY = {
    "chair": "Chair",
    "hall": "Hall",
    "podium": "Podium",
    "desk": "Desk",
    "delegate:FR": "Phone of France",
    "join": "Public",
}


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
@with_webhook_private
@with_log_format
def demo(
    host: str,
    port: int,
    simulate: bool,
    speed: float,
    folder: Path,
    allows_private_webhooks: bool,
    log_format: str,
) -> None:
    """Serve the 2015 panel of the Human Rights Council from the beginning, and print its links.

    All links are written into the file `links.tsv` of the folder. On a terminal, only the main links are printed.
    """
    log_lines.set_up(LogFormat(log_format))
    _make(folder)
    with exclusive_use(_database_url(folder)):
        _delete_database(folder)
        time = Timebase(speed if simulate else 1.0)
        _serve_panel(host, port, time, folder, simulate, allows_private_webhooks)


def _serve_panel(
    host: str, port: int, time: Timebase, folder: Path, simulate: bool, allows_private_webhooks: bool
) -> None:
    """Create the panel and serve it until a signal ends it."""
    database_url = _database_url(folder)
    read, made = create_meeting(database_url, EXAMPLES / "hrc28-panel-2015.yaml", EXAMPLES / "delegations.csv")
    url = reachable(host, port)
    demo = Demo(read.created.title, {name: secret for name, (secret, _) in made.items()})
    links = {name: f"{url}/in/{secret}" for name, secret in demo.secrets.items()}
    if simulate:
        demo.play.set()

    def print_welcome() -> None:
        file = _write_links(links, folder)
        if sys.stdout.isatty():
            _print_summary(links, url, file)
        else:
            print_links(links)
        click.echo(f"{demo.title}\nServed on {url}. Ctrl+C ends it; the next demo starts afresh.", err=True)

    async def play(lobby: Lobby, screens: Renderer) -> None:
        await demo.play.wait()
        room = await lobby.room(read.created.code)
        await Simulation(room, screens.words(ENGLISH), time.speed, haste=1.0 if simulate else HASTE).run()

    built = app.build(database_url, url, time, play, demo, allows_private_webhooks=allows_private_webhooks)
    run(built, host, port, print_welcome)


def _print_summary(links: Mapping[str, str], url: str, file: Path) -> None:
    """For a person at a terminal: the start page, and the links of the screens in words."""
    click.echo(f"Start page       {url}\n")
    for name, label in SUMMARY.items():
        click.echo(f"{label:<16} {links[name]}")
    click.echo(f"All {len(links)} links   {file}\n")


def _write_links(links: Mapping[str, str], folder: Path) -> Path:
    """Write all links into a file: name of the pass, tab, address."""
    file = folder / "links.tsv"
    file.write_text("".join(f"{name}\t{link}\n" for name, link in links.items()), encoding="utf-8")
    return file


def _database_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'nameplate.db'}"


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
