"""The migrations make exactly the tables that the program works with."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from nameplate.store import tables
from nameplate.store.database import HEAD, Database, migrate, revision
from nameplate.store.schema_upgrade import configuration


def differences(connection: Connection) -> object:
    """What alembic would still migrate."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return compare_metadata(context, tables.metadata)


def test_the_migrations_create_exactly_the_tables_of_the_program(database: Database) -> None:
    assert database.run_blocking(differences) == []


def rules(connection: Connection) -> dict[str, list[str | None]]:
    """What becomes of the rows of each table when the row that they point to goes."""
    keys = {table.name: inspect(connection).get_foreign_keys(table.name) for table in tables.metadata.sorted_tables}
    return {table: [key["options"].get("ondelete") for key in each] for table, each in keys.items()}


def test_what_belongs_to_a_meeting_goes_with_it(database: Database) -> None:
    cascades = {table.name: ["CASCADE"] for table in tables.metadata.sorted_tables}
    assert database.run_blocking(rules) == {**cascades, "meetings": []}


def test_the_newest_revision_is_the_one_that_the_program_takes_for_it() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]


def test_a_new_database_comes_to_the_newest_revision(database_url: str) -> None:
    database = Database(database_url)
    before = database.run_blocking(revision)
    migrate(database)
    after = database.run_blocking(revision)
    database.close()
    assert (before, after) == (None, HEAD)


def test_a_database_whose_migration_did_not_come_to_its_end_is_migrated(database: Database) -> None:
    def undo(connection: Connection) -> None:
        tables.metadata.drop_all(connection)
        connection.exec_driver_sql("DELETE FROM alembic_version")

    database.run_blocking(undo)
    migrate(database)
    assert database.run_blocking(revision) == HEAD
    assert database.run_blocking(differences) == []
