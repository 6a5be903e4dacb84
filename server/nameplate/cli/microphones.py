"""`nameplate microphones`: the microphones of the room follow the floor."""

from __future__ import annotations

from pathlib import Path

import click

from .client_options import run_client, with_link


@click.command()
@with_link
@click.option("--system", type=click.Choice(["confero"]), default="confero", show_default=True)
@click.option("--address", required=True, help="The address of the system, such as http://192.0.2.30:9080.")
@click.option("--token", envvar="NAMEPLATE_MICROPHONES_TOKEN", show_envvar=True, required=True, help="Made there.")
@click.option(
    "--seats",
    "mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="A CSV file with the columns seat and microphone.",
)
def microphones(link: str, system: str, address: str, token: str, mapping: Path) -> None:
    """Open and close the microphones of the room with the floor, until it is stopped.

    A pressed request button becomes an inscription. It needs a link of the desk. It is a program of its own: when it
    fails, the meeting goes on, the microphones stay as they are, and the consoles say so.
    """
    from nameplate.clients.confero import Confero  # noqa: PLC0415 - only this command needs them
    from nameplate.clients.microphones import BadMapping, MicrophoneProgram, SystemFault, read_mapping  # noqa: PLC0415

    try:
        seats = read_mapping(mapping.read_text(encoding="utf-8"))
    except (BadMapping, UnicodeDecodeError) as error:
        raise click.ClickException(f"{mapping}: {error}") from error
    try:
        found = {"confero": Confero}[system](address, token)
    except SystemFault as error:
        raise click.UsageError(str(error)) from error
    run_client(MicrophoneProgram(link, found, seats).run())
