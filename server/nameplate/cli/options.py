"""Options that several commands share. Each `NAMEPLATE_...` variable, or the settings file, sets a default."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from nameplate.paper import CARD_SIZES
from nameplate.serving.log_lines import LogFormat

from .addresses import framed_by_fault, public_url_fault, trusted_proxies_fault
from .database_address import DATABASE, database_fault
from .settings_file import Setting


def _option(flag: str, *names: str, **more: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option that can also be set by an environment variable, or in the settings file.

    `--public-url` is set by `NAMEPLATE_PUBLIC_URL`, or by the key `public-url` of the file.
    """
    envvar = "NAMEPLATE_" + flag.strip("-").replace("-", "_").upper()
    return click.option(flag, *names, cls=Setting, envvar=envvar, show_envvar=True, show_default=True, **more)


with_database = _option(
    "--database", "database_url", default=DATABASE, fault=database_fault, help="Where meetings are kept."
)
with_host = _option("--host", default="127.0.0.1", help="0.0.0.0 lets phones in the room in.")
with_port = _option("--port", default=8000, type=click.IntRange(1, 65535))
with_log_format = _option(
    "--log-format",
    default=LogFormat.TEXT.value,
    type=click.Choice([each.value for each in LogFormat]),
    help="On stderr.",
)
with_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
with_cards = click.option(
    "--cards", type=click.Path(path_type=Path), help="Write a page to print: a card with a QR code for each delegation."
)
with_card_size = click.option(
    "--card-size",
    type=click.Choice(CARD_SIZES),
    default=CARD_SIZES[0],
    show_default=True,
    help="Ten cards on a page, four, or one to fold as a name plate.",
)


_public_url = partial(_option, "--public-url", default="", help="The address that links and the join code begin with.")
_trusted_proxy = partial(
    _option,
    "--trusted-proxy",
    "trusted_proxies",
    default="127.0.0.1,::1",
    help="The addresses of proxies in front, whose X-Forwarded headers are believed.",
)
with_public_url = _public_url(fault=public_url_fault)
with_trusted_proxy = _trusted_proxy(fault=trusted_proxies_fault)
with_framed_by = _option(
    "--framed-by",
    default="",
    fault=framed_by_fault,
    help="The sites that may show the public screen in a frame, such as https://www.un.example, with spaces between.",
)
with_webhook_private = _option(
    "--webhook-private",
    "allows_private_webhooks",
    is_flag=True,
    help="Let webhooks have addresses in private networks.",
)
with_any_public_url, with_any_trusted_proxy = _public_url(), _trusted_proxy()
"""For `doctor`, which reports what the other commands refuse."""
