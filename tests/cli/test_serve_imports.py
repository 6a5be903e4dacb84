"""`nameplate serve` imports no module that only other commands need, when its database is up to date."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import pytest

from nameplate.store.database import Database, migrate

SERVE = """
import gc, json, os, signal, sys
import click
from nameplate.cli import main

assert main.get_command(click.Context(main), "serve")
from nameplate import app
from nameplate.serving import server

def print_modules():
    print(json.dumps({"modules": [*sys.modules], "frozen": gc.get_freeze_count()}), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)

server.run(app.build(sys.argv[1], "http://localhost"), "127.0.0.1", 0, print_modules)
"""
"""`nameplate serve`, which prints its modules when it listens, and then ends."""
NOT_NEEDED = (
    *("alembic", "mako", "sqlalchemy.dialects.postgresql", "sqlalchemy.orm"),  # migrations
    *("ruamel", "nameplate.planning", "nameplate.simulation"),  # programme files, the demo
    *("docx", "lxml", "nameplate.record.docx_document"),  # the record as a Word document
    *("openpyxl", "et_xmlfile"),  # programmes and participants in Excel files
    *("icalendar", "dateutil"),  # the programme for a calendar
    "nameplate.webhooks.delivery",  # a meeting with a webhook
    *("babel.messages", "pytest"),  # extracting sentences, tests
)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the program prints, on a database that is up to date."""
    database_url = f"sqlite:///{tmp_path_factory.mktemp('start') / 'nameplate.db'}"
    database = Database(database_url)
    migrate(database)
    database.close()
    said = subprocess.run([sys.executable, "-c", SERVE, database_url], check=False, capture_output=True, text=True)
    return json.loads(said.stdout.splitlines()[0])


def test_a_started_server_has_its_parts(started: Any) -> None:
    assert {"nameplate.cli.serve", "nameplate.serving.websocket", "nameplate.pages.record_download", "uvloop"} <= {
        *started["modules"]
    }


@pytest.mark.parametrize("module", NOT_NEEDED)
def test_a_server_does_not_import(module: str, started: Any) -> None:
    assert module not in started["modules"]


def test_objects_of_the_start_are_exempt_from_garbage_collection(started: Any) -> None:
    assert started["frozen"] > 10_000


@pytest.mark.parametrize("module", [name for name in NOT_NEEDED if name.startswith("nameplate.")])
def test_a_module_that_is_not_needed_exists(module: str) -> None:
    assert find_spec(module)
