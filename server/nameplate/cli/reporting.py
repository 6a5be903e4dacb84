"""`nameplate report`: the record of the deliberations as a file, also while the meeting is served."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from nameplate.meeting import Meeting
from nameplate.paths import WEB
from nameplate.record import FORMATS, page
from nameplate.screens.rendering import Renderer
from nameplate.store import event_log

from .databases import using
from .options import with_database


@click.command()
@click.argument("code")
@click.option("--format", "form", type=click.Choice([*FORMATS]), default="html", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="The file to write. Without it, standard output.")
@with_database
def report(code: str, form: str, output: Path | None, database_url: str) -> None:
    """Write the record of the deliberations of a meeting, as far as it has come; it may be served meanwhile."""
    if form == "docx" and output is None and sys.stdout.isatty():
        raise click.ClickException(f"A terminal cannot show a Word document. Add --output {code}-record.docx")
    opened = using(database_url, lambda db: db.write_now(lambda connection: event_log.read(connection, code)))
    document = _written(opened.meeting, form)
    if output is None:
        click.echo(document, nl=False)
        return
    try:
        output.write_bytes(document)
    except OSError as error:
        raise click.ClickException(f"The record cannot be written to {output} ({error.strerror}).") from error
    click.echo(f"Written: {output}")


def _written(meeting: Meeting, form: str) -> bytes:
    """The record in a form. A page has its styles in it, so that it can be sent to somebody."""
    screens = Renderer(WEB, lambda code: code)
    words = screens.words("en")
    if form == "html":
        return page(meeting, words, screens, (WEB / "static/css/record.css").read_text(encoding="utf-8"))
    return FORMATS[form].write(meeting, words, screens)
