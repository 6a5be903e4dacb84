"""Runs the migrations. Apart from `database`: alembic is 13 MB, which a server whose tables are at head never needs."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from nameplate.paths import MIGRATIONS


def configuration() -> Config:
    """Where alembic finds the migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(connection: Connection) -> None:
    """Bring the tables behind a connection to the newest revision."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
