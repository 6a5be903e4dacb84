"""The migrations create exactly the tables that the program uses."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from nameplate.store import tables
from nameplate.store.database import HEAD, Database, migrate, revision
from nameplate.store.schema_upgrade import configuration


def differences(connection: Connection) -> object:
    """The differences between the database and the tables of the program."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return compare_metadata(context, tables.metadata)


def test_the_migrations_create_exactly_the_tables_of_the_program(database: Database) -> None:
    assert database.run_blocking(differences) == []


def on_delete_rules(connection: Connection) -> dict[str, list[str | None]]:
    """The ON DELETE rules of the foreign keys, by table."""
    keys = {table.name: inspect(connection).get_foreign_keys(table.name) for table in tables.metadata.sorted_tables}
    return {table: [key["options"].get("ondelete") for key in each] for table, each in keys.items()}


def test_deleting_a_meeting_deletes_its_rows_in_all_tables(database: Database) -> None:
    cascades = {table.name: ["CASCADE"] for table in tables.metadata.sorted_tables}
    assert database.run_blocking(on_delete_rules) == {**cascades, "meetings": []}


def test_head_is_the_newest_revision() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]


def test_a_new_database_is_migrated_to_the_newest_revision(database_url: str) -> None:
    database = Database(database_url)
    before = database.run_blocking(revision)
    migrate(database)
    after = database.run_blocking(revision)
    database.close()
    assert (before, after) == (None, HEAD)


def test_an_interrupted_migration_is_repeated(database: Database) -> None:
    def undo(connection: Connection) -> None:
        tables.metadata.drop_all(connection)
        connection.exec_driver_sql("DELETE FROM alembic_version")

    database.run_blocking(undo)
    migrate(database)
    assert database.run_blocking(revision) == HEAD
    assert database.run_blocking(differences) == []
