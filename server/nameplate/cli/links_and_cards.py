"""Prints the links of a meeting as lines or as JSON, and writes cards with QR codes to print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from nameplate.access.passes import Pass
from nameplate.meeting import Meeting
from nameplate.paper import cards_page
from nameplate.paths import WEB
from nameplate.screens.rendering import Renderer
from nameplate.serving.welcome import qr_text

SecretsAndPasses = dict[str, tuple[str, Pass]]
"""By the name of the pass: its secret and the pass. Only the secrets of new passes are known."""

LOCAL_URL = "http://127.0.0.1:8000"


def print_links_and_cards(
    meeting: Meeting, made: SecretsAndPasses, url: str, as_json: bool, cards: Path | None, card_size: str
) -> None:
    """Print the links of new passes. If `cards` is given, write a card for each delegation into this file."""
    links = {name: f"{url}/in/{secret}" for name, (secret, _) in made.items()}
    if as_json:
        click.echo(json.dumps(_grouped(meeting.code, links), ensure_ascii=False, indent=1))
    else:
        print_links(links)
        if "join" in links:
            click.echo(qr_text(links["join"]))
    if cards:
        _write_cards(meeting, links, url, cards, card_size)


def print_links(links: Mapping[str, str]) -> None:
    """Print a line for each link: the name of its pass, a tab, its address. The main links come last."""
    for name in sorted(links, key=_is_main):
        click.echo(f"{name}\t{links[name]}")


def link_base(public_url: str) -> str:
    """The address at the beginning of links. Without a public address, print a note and use this machine's address."""
    if not public_url:
        click.echo(
            f"Note: the links begin with {LOCAL_URL}, which only this machine reaches. See --public-url.", err=True
        )
    return public_url.rstrip("/") or LOCAL_URL


def _write_cards(meeting: Meeting, links: dict[str, str], url: str, file: Path, size: str) -> None:
    own = {name: link for name, link in links.items() if name.startswith("delegate:")}
    page = cards_page(Renderer(WEB, lambda code: f"{url}/in/{code}"), meeting, own, size)
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"The cards cannot be written to {file} ({error.strerror}).") from error
    click.echo(f"Cards to print: {file}", err=True)


def _is_main(name: str) -> bool:
    """Whether a link does not belong to a seat, unlike `delegate:FR` and `panellist:p-4`."""
    return ":" not in name


def _grouped(code: str, links: dict[str, str]) -> dict[str, object]:
    plain = {name: url for name, url in links.items() if _is_main(name)}
    return {
        "code": code,
        "links": plain,
        "seats": {name.partition(":")[2]: url for name, url in links.items() if name.startswith("delegate:")},
        "panellists": {name.partition(":")[2]: url for name, url in links.items() if name.startswith("panellist:")},
    }
