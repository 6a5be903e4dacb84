"""`nameplate report`: write the record of the deliberations, also while the server is running."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from nameplate.meeting import Meeting
from nameplate.paths import WEB
from nameplate.record import FORMATS, MARKS, NoSittingThen, begin_of_recording, first_opening, page
from nameplate.screens.rendering import Renderer
from nameplate.store.event_log import EventLog
from nameplate.wording.language import ENGLISH

from .database_access import with_open_database
from .options import with_database


@click.command()
@click.argument("code")
@click.option("--format", "format_name", type=click.Choice([*FORMATS, *MARKS]), default="html", show_default=True)
@click.option("--recording-began", help="With vtt and txt: when the recording began, such as 2015-03-03T10:01:35.")
@click.option("--output", type=click.Path(path_type=Path), help="The file to write. Without it, standard output.")
@with_database
def report(code: str, format_name: str, recording_began: str | None, output: Path | None, database_url: str) -> None:
    """Write the record of the deliberations of a meeting so far. The server may be running.

    The formats vtt (subtitles) and txt (chapters for a video site) say who speaks when in a recording.
    """
    if recording_began and format_name not in MARKS:
        raise click.ClickException("--recording-began is for the formats vtt and txt.")
    if format_name == "docx" and output is None and sys.stdout.isatty():
        raise click.ClickException(f"A terminal cannot show a Word document. Add --output {code}-record.docx")
    opened = with_open_database(database_url, lambda database: EventLog(database).open_blocking(code))
    document = _document(opened.meeting, format_name, recording_began)
    if output is None:
        click.echo(document, nl=False)
        return
    try:
        output.write_bytes(document)
    except OSError as error:
        raise click.ClickException(f"The record cannot be written to {output} ({error.strerror}).") from error
    click.echo(f"Written: {output}")


def _document(meeting: Meeting, format_name: str, recording_began: str | None) -> bytes:
    """The record in a format. The HTML page contains its styles, so that it can be sent as one file."""
    screens = Renderer(WEB, lambda code: code)
    words = screens.words(ENGLISH)
    if format_name == "html":
        return page(meeting, words, screens, screens.assets.with_fonts("record.css"))
    if format_name in MARKS:
        return MARKS[format_name].write(meeting, words, _begin(meeting, recording_began))
    return FORMATS[format_name].write(meeting, words, screens)


def _begin(meeting: Meeting, recording_began: str | None) -> int:
    """When the recording began (ms, UTC). Without a time, that is the opening of the first sitting."""
    if not recording_began:
        return first_opening(meeting)
    try:
        return begin_of_recording(recording_began, meeting)
    except NoSittingThen as error:
        opened = datetime.fromtimestamp(first_opening(meeting) / 1000, ZoneInfo(meeting.timezone))
        problem = (
            f"No sitting was open at {recording_began}, and none was opened in the 24 hours after it."
            f" The first one was opened at {opened:%Y-%m-%dT%H:%M:%S}."
        )
        raise click.ClickException(problem) from error
    except ValueError as error:
        problem = f"{recording_began!r} is no date and local time, such as 2015-03-03T10:01:35."
        raise click.ClickException(problem) from error
