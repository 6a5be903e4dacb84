"""The command `nameplate`, put together: a file for each concern, a group for what is done to meetings."""

from __future__ import annotations

import click

from nameplate import __version__

from .databases import backup, migrate
from .meetings import meeting
from .reporting import report
from .serving import demo, serve


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Nameplate: the list of speakers and the one clock of a UN-style meeting, live on every screen."""


for _command in (serve, demo, meeting, report, backup, migrate):
    main.add_command(_command)
