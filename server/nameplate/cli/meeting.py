"""`nameplate meeting`: create, propose, export, list, links, revoke, erase, delete, expire."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click
from sqlalchemy import Connection

from nameplate.meeting import Meeting, record
from nameplate.planning import concept_note
from nameplate.planning.bad_file import BadFile, read_bytes
from nameplate.planning.export import exported, exported_delegations
from nameplate.planning.programme_data import dump
from nameplate.rooms.timebase import Timebase
from nameplate.screens.audiences import passes_for
from nameplate.store import event_log, pass_table
from nameplate.store.database import Database, purge_erased
from nameplate.store.erasure import DAY_MS, erase_personal
from nameplate.store.log_rows import NoMeeting
from nameplate.store.statement_files import erase_one_by_one

from .counted import counted
from .create_meeting import create_meeting
from .database_access import exclusive_use, meetings_of, with_open_database
from .expire_meetings import find_expired
from .links_and_cards import SecretsAndPasses, link_base, print_links_and_cards
from .options import with_card_size, with_cards, with_database, with_json, with_public_url

LONGEST_SHOWN = 100
"""Characters of an unused line."""


@click.group()
def meeting() -> None:
    """Create meetings and manage their links."""


@meeting.command()
@click.argument("programme", type=click.Path(path_type=Path))
@click.option("--seats", type=click.Path(path_type=Path), help="Who takes part, as CSV: code,category,name.")
@with_cards
@with_card_size
@with_json
@with_database
@with_public_url
def create(
    programme: Path,
    seats: Path | None,
    cards: Path | None,
    card_size: str,
    as_json: bool,
    database_url: str,
    public_url: str,
) -> None:
    """Create a meeting from a programme file and print its links. Keep them: they are shown only once."""
    read, made = create_meeting(database_url, programme, seats)
    for warning in read.warnings:
        click.echo(f"Note: {warning}", err=True)
    if not as_json:
        click.echo(f"Created {read.created.code}: {read.created.title}")
    created = record(Meeting(), read.created, 0, "", 1)
    print_links_and_cards(created, made, link_base(public_url), as_json, cards, card_size)


@meeting.command()
@click.argument("code")
@click.option("--seats", type=click.Path(path_type=Path), help="Also write who takes part to this file, as CSV.")
@with_database
def export(code: str, seats: Path | None, database_url: str) -> None:
    """Write the programme file of a meeting as it stands to standard output. The server may be running."""
    found = with_open_database(database_url, lambda database: event_log.EventLog(database).open_blocking(code)).meeting
    if seats:
        try:
            seats.write_text(exported_delegations(found), encoding="utf-8")
        except OSError as error:
            raise click.ClickException(f"Who takes part cannot be written to {seats} ({error.strerror}).") from error
    click.echo(dump(exported(found)).text.encode(), nl=False)


@meeting.command()
@click.argument("note", type=click.Path(path_type=Path))
def propose(note: Path) -> None:
    """Propose a programme from a concept note (.docx or .txt). Guesses are comments; unused lines go to stderr."""
    try:
        proposal = concept_note.propose(concept_note.text_of(read_bytes(note, concept_note.LARGEST_FILE), str(note)))
    except BadFile as error:
        raise click.ClickException(str(error)) from error
    click.echo(concept_note.to_yaml(proposal), nl=False)
    for line in proposal.lines:
        for piece in line.unused:
            part = "part of line" if line.used else "line"
            click.echo(f"Not used, {part} {line.number}: {_shortened(line.text[piece.start : piece.end])}", err=True)


@meeting.command("list")
@with_database
def list_(database_url: str) -> None:
    """List the meetings of a database: code and title."""
    for code, title, _ in meetings_of(database_url):
        click.echo(f"{code}\t{title}")


@meeting.command()
@click.argument("code")
@click.option("--name", help="Only one of them: chair, desk, hall, podium, delegate:FR, ...")
@with_cards
@with_card_size
@with_json
@with_database
@with_public_url
def links(
    code: str,
    name: str | None,
    cards: Path | None,
    card_size: str,
    as_json: bool,
    database_url: str,
    public_url: str,
) -> None:
    """Make new links for a meeting, and print them. Earlier links stay valid until they are revoked."""
    found, made = with_open_database(database_url, lambda database: _issue(database, code, name))
    print_links_and_cards(found, made, link_base(public_url), as_json, cards, card_size)


@meeting.command()
@click.argument("code")
@click.option("--name", help="Only the links of one name: chair, delegate:FR, ... Without it, all of them.")
@with_database
def revoke(code: str, name: str | None, database_url: str) -> None:
    """Revoke links. Screens that use these links are signed out within seconds."""

    def revoke_existing(connection: Connection) -> int:
        if code not in {known for known, _, _ in event_log.listing(connection)}:
            raise NoMeeting(code)
        return pass_table.revoke(connection, code, name, Timebase().now_ms())

    revoked = with_open_database(database_url, lambda database: database.run_blocking(revoke_existing))
    if not revoked:
        raise click.ClickException("No such link is in force.")
    click.echo(f"{revoked} revoked.")


@meeting.command()
@click.argument("code")
@with_database
def erase(code: str, database_url: str) -> None:
    """Delete names of persons, free text and attached files. Times and delegations stay. Stop the server first."""

    def erase_all(database: Database) -> None:
        erase_one_by_one(database, code)
        database.run_blocking(partial(event_log.erase, code=code))
        purge_erased(database)

    with exclusive_use(database_url):
        with_open_database(database_url, erase_all)
    click.echo("Erased.")


@meeting.command()
@click.argument("code")
@click.confirmation_option(prompt="Remove the meeting with all that was recorded of it?")
@with_database
def delete(code: str, database_url: str) -> None:
    """Delete a whole meeting. Stop the server first."""

    def remove(database: Database) -> int:
        erase_one_by_one(database, code)
        removed = database.run_blocking(partial(event_log.remove, code=code))
        purge_erased(database)
        return removed

    with exclusive_use(database_url):
        removed = with_open_database(database_url, remove)
    if not removed:
        raise click.ClickException(f"There is no meeting {code}.")
    click.echo("Removed.")


@meeting.command()
@click.option("--days", type=click.IntRange(min=1), required=True, help="Meetings that ended more days ago.")
@click.option("--delete", "whole", is_flag=True, help="Delete these meetings as a whole.")
@click.option("--dry-run", is_flag=True, help="Only list them.")
@click.option("--yes", is_flag=True, help="Ask no question.")
@with_database
def expire(days: int, whole: bool, dry_run: bool, yes: bool, database_url: str) -> None:
    """Delete personal data of meetings that ended long ago: names of persons, free text, links, devices.

    Times and delegations stay. Stop the server first.
    """
    before = Timebase().now_ms() - days * DAY_MS
    removed = "All that was recorded" if whole else "Names of persons, free text, links and devices"
    with nullcontext() if dry_run else exclusive_use(database_url):
        found = with_open_database(database_url, partial(find_expired, before=before))
        damaged = [each for each in found if each.damaged and not whole]
        chosen = [each for each in found if each not in damaged and (whole or each.texts or each.links)]
        if not chosen:
            click.echo(f"No meeting that ended more than {counted(days, 'day')} ago has anything to remove.")
        else:
            will = "would be" if dry_run else "will be"
            click.echo(f"{removed} {will} removed from meetings that ended more than {counted(days, 'day')} ago:")
            for each in chosen:
                click.echo(each.line)
        if chosen and not dry_run:
            if not yes:
                click.confirm("Remove it? It cannot be brought back.", abort=True)
            with_open_database(
                database_url,
                partial(_remove_expired, codes=[each.code for each in chosen], whole=whole),
            )
            click.echo(f"Removed from {counted(len(chosen), 'meeting')}.")
    if damaged:
        codes = ", ".join(each.code for each in damaged)
        raise click.ClickException(f"These logs are damaged, and were left as they are: {codes}. See: nameplate doctor")


def _shortened(text: str) -> str:
    """A text on one line of the terminal, without control characters."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[:LONGEST_SHOWN]}…"


def _remove_expired(database: Database, codes: list[str], whole: bool) -> None:
    """Remove the personal data of meetings, or all of them, also from the write-ahead log."""
    remove = event_log.remove if whole else erase_personal
    for code in codes:
        erase_one_by_one(database, code)
        database.run_blocking(partial(remove, code=code))
    purge_erased(database)


def _issue(database: Database, code: str, name: str | None) -> tuple[Meeting, SecretsAndPasses]:
    """Make and store new passes of a meeting: all passes, or only the pass with this name."""
    opened = event_log.EventLog(database).open_blocking(code)
    made = {n: m for n, m in passes_for(opened.meeting).items() if name in (None, n)}
    if not made:
        raise click.ClickException(f"This meeting has no link “{name}”.")
    passes = [pass_ for _, pass_ in made.values()]
    database.run_blocking(partial(pass_table.issue, passes=passes, at=Timebase().now_ms()))
    return opened.meeting, made
