"""Runs the migrations.

This module is imported only when a database does not have the newest revision, because Alembic takes 13 MB of memory.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from nameplate.paths import MIGRATIONS


def configuration() -> Config:
    """The Alembic configuration with the folder of the migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(connection: Connection) -> None:
    """Migrate a database to the newest revision."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
