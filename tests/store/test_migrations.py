"""The migrations create exactly the tables that the program uses."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from nameplate.store import codec, tables
from nameplate.store.database import HEAD, Database, migrate, revision
from nameplate.store.event_log import EventLog
from nameplate.store.schema_upgrade import configuration
from tests.panel import CODE
from tests.store.test_event_log import story


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
    of_no_meeting: dict[str, list[str]] = {"organiser_links": [], "pairings": []}
    assert database.run_blocking(on_delete_rules) == {**cascades, "meetings": [], **of_no_meeting}


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


def test_a_meeting_that_was_stored_without_hashes_is_intact_after_the_migration(database_url: str) -> None:
    database, meeting = Database(database_url), story()

    def as_before(connection: Connection) -> None:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        head = {"code": CODE, "head": meeting.version}
        connection.execute(text("INSERT INTO meetings VALUES (:code, 'Panel', :head, 0)"), head)
        for entry in meeting.entries():
            body, private_text = codec.encode(entry.event)
            values = {"code": CODE, "version": entry.version, "name": type(entry.event).__name__, "body": body}
            values |= {"at": entry.at, "by": entry.by, "command": entry.command, "text": private_text}
            connection.execute(
                text("INSERT INTO events VALUES (:code, :version, :name, :body, :at, :by, :command)"), values
            )
            if private_text:
                connection.execute(text("INSERT INTO words VALUES (:code, :version, :text)"), values)

    database.run_blocking(as_before)
    migrate(database)
    opened = EventLog(database).open_blocking(CODE).meeting
    assert opened == meeting
    assert [*opened.entries()] == [*meeting.entries()]
    database.close()
