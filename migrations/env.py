"""Runs the migrations: on the connection that the program hands over, or on the database that the environment names."""

import os

from alembic import context
from sqlalchemy import Connection, create_engine

from nameplate.store.tables import metadata


def migrate(connection: Connection) -> None:
    """Bring the database behind `connection` to the revision asked for."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def run() -> None:
    """Find the connection, and migrate."""
    handed_over: Connection | None = context.config.attributes.get("connection")
    if handed_over is not None:
        migrate(handed_over)
        return
    engine = create_engine(os.environ.get("NAMEPLATE_DATABASE", "sqlite:///nameplate.db"))
    with engine.connect() as connection:
        migrate(connection)
    engine.dispose()


if context.is_offline_mode():
    raise SystemExit("Migrations run on a database; writing them out as SQL (--sql) is not supported.")
run()
