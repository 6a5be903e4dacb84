"""The migrations make exactly the tables that the program works with."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from nameplate.store import tables
from nameplate.store.database import Database


def differences(connection: Connection) -> object:
    """What alembic would still migrate."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return compare_metadata(context, tables.metadata)


def test_the_migrations_create_exactly_the_tables_of_the_program(database: Database) -> None:
    assert database.write_now(differences) == []


def test_what_belongs_to_a_meeting_goes_with_it(database: Database) -> None:
    for table in tables.metadata.sorted_tables:
        keys = database.write_now(lambda connection, name=table.name: inspect(connection).get_foreign_keys(name))
        rules = [key["options"].get("ondelete") for key in keys]
        assert rules == ([] if table is tables.meetings else ["CASCADE"]), table.name
