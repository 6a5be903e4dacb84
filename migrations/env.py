"""Runs the migrations on the connection that the program passes, or on the database of `NAMEPLATE_DATABASE`."""

import os

from alembic import context
from sqlalchemy import Connection, create_engine

from nameplate.store.tables import metadata


def migrate(connection: Connection) -> None:
    """Migrate a database to the requested revision."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def run() -> None:
    """Migrate the passed connection, or connect and migrate."""
    passed: Connection | None = context.config.attributes.get("connection")
    if passed is not None:
        migrate(passed)
        return
    engine = create_engine(os.environ.get("NAMEPLATE_DATABASE", "sqlite:///nameplate.db"))
    with engine.connect() as connection:
        migrate(connection)
    engine.dispose()


if context.is_offline_mode():
    raise SystemExit("Migrations run on a database; writing them out as SQL (--sql) is not supported.")
run()
