"""Runs the migrations.

It is imported only when a database is not at the newest revision, because Alembic takes 13 MB of memory.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from nameplate.paths import MIGRATIONS


def configuration() -> Config:
    """The configuration that tells Alembic where the migrations are."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(connection: Connection) -> None:
    """Migrate a database to the newest revision."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
