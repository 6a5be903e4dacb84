"""What a server loads when it starts on a database that is up to date: nothing that only other commands need."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from nameplate.store.database import Database, migrate

SERVE = """
import gc, json, os, signal, sys
import click
from nameplate.cli import main

assert main.get_command(click.Context(main), "serve")
from nameplate import app, server

def tell():
    print(json.dumps({"modules": [*sys.modules], "frozen": gc.get_freeze_count()}), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)

server.run(app.build(sys.argv[1], "http://localhost"), "127.0.0.1", 0, tell)
"""
"""`nameplate serve` with something else to say once it accepts."""
NOT_NEEDED = (
    *("alembic", "mako", "sqlalchemy.dialects.postgresql", "sqlalchemy.orm"),  # migrations
    *("ruamel", "nameplate.planning", "nameplate.simulation"),  # programme files, the demo
    *("docx", "lxml", "nameplate.record.document"),  # the record as a Word document
    *("babel", "pytest"),
)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a server says of itself once it accepts, on a database that was brought up to date before."""
    database_url = f"sqlite:///{tmp_path_factory.mktemp('start') / 'nameplate.db'}"
    database = Database(database_url)
    migrate(database)
    database.close()
    said = subprocess.run([sys.executable, "-c", SERVE, database_url], check=False, capture_output=True, text=True)
    return json.loads(said.stdout.splitlines()[0])


def test_a_server_that_has_started_is_whole(started: Any) -> None:
    assert {"nameplate.cli.serving", "nameplate.sockets", "nameplate.pages.record", "uvloop"} <= {*started["modules"]}


@pytest.mark.parametrize("module", NOT_NEEDED)
def test_a_server_starts_without(module: str, started: Any) -> None:
    assert module not in started["modules"]


def test_what_the_start_has_made_is_not_searched_for_garbage_while_a_meeting_is_on(started: Any) -> None:
    assert started["frozen"] > 10_000
