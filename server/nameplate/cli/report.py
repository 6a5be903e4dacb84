"""`nameplate report`: write the record of the deliberations, also while the server is running."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from nameplate.meeting import Meeting
from nameplate.paths import WEB
from nameplate.record import FORMATS, page
from nameplate.screens.rendering import Renderer
from nameplate.store.event_log import EventLog
from nameplate.wording.language import ENGLISH

from .database_access import with_open_database
from .options import with_database


@click.command()
@click.argument("code")
@click.option("--format", "format_name", type=click.Choice([*FORMATS]), default="html", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="The file to write. Without it, standard output.")
@with_database
def report(code: str, format_name: str, output: Path | None, database_url: str) -> None:
    """Write the record of the deliberations of a meeting so far. The server may be running."""
    if format_name == "docx" and output is None and sys.stdout.isatty():
        raise click.ClickException(f"A terminal cannot show a Word document. Add --output {code}-record.docx")
    opened = with_open_database(database_url, lambda database: EventLog(database).open_blocking(code))
    document = _document(opened.meeting, format_name)
    if output is None:
        click.echo(document, nl=False)
        return
    try:
        output.write_bytes(document)
    except OSError as error:
        raise click.ClickException(f"The record cannot be written to {output} ({error.strerror}).") from error
    click.echo(f"Written: {output}")


def _document(meeting: Meeting, format_name: str) -> bytes:
    """The record in a format. The HTML page contains its styles, so that it can be sent as one file."""
    screens = Renderer(WEB, lambda code: code)
    words = screens.words(ENGLISH)
    if format_name == "html":
        return page(meeting, words, screens, screens.assets.with_fonts("record.css"))
    return FORMATS[format_name].write(meeting, words, screens)
