"""Links as they are handed out: lines to read, one JSON object, cards to print."""

from __future__ import annotations

import json
from pathlib import Path

import click

from nameplate.access.passes import Pass
from nameplate.meeting import Meeting
from nameplate.paths import WEB
from nameplate.screens.rendering import Renderer
from nameplate.serving.welcome import qr_text

Made = dict[str, tuple[str, Pass]]
"""Secrets and passes by the name of the pass."""

LOCAL = "http://127.0.0.1:8000"
MAIN_LINKS = ("chair", "desk", "hall", "podium", "join")


def hand_out(meeting: Meeting, made: Made, url: str, as_json: bool, cards: Path | None) -> None:
    """Print links, or show them as JSON; write cards for the delegations to a file."""
    links = {name: f"{url}/in/{secret}" for name, (secret, _) in made.items()}
    if as_json:
        click.echo(json.dumps(_by_kind(meeting.code, links), ensure_ascii=False, indent=1))
    else:
        print_links(links)
        if "join" in links:
            click.echo(qr_text(links["join"]))
    if cards:
        _print_cards(meeting, links, url, cards)


def print_links(links: dict[str, str]) -> None:
    """One line for each link: its name, a tab, its address."""
    for name in sorted(links, key=MAIN_LINKS.__contains__):
        click.echo(f"{name}\t{links[name]}")


def address(public_url: str) -> str:
    """The address that links begin with; a guess is said to be one."""
    if not public_url:
        click.echo(f"Note: the links begin with {LOCAL}, which only this machine reaches. See --public-url.", err=True)
    return public_url.rstrip("/") or LOCAL


def _print_cards(meeting: Meeting, links: dict[str, str], url: str, file: Path) -> None:
    page = Renderer(WEB, lambda code: f"{url}/in/{code}").cards(meeting, links)
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"The cards cannot be written to {file} ({error.strerror}).") from error
    click.echo(f"Cards to print: {file}", err=True)


def _by_kind(code: str, links: dict[str, str]) -> dict[str, object]:
    plain = {name: url for name, url in links.items() if ":" not in name}
    return {
        "code": code,
        "links": plain,
        "seats": {name.partition(":")[2]: url for name, url in links.items() if name.startswith("delegate:")},
        "panellists": {name.partition(":")[2]: url for name, url in links.items() if name.startswith("panellist:")},
    }
