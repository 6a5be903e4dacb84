"""`nameplate webhook`: add, list, remove, resume."""

from __future__ import annotations

from typing import Any

import pytest

from nameplate.store import webhook_table
from nameplate.store.database import Database
from tests.cli.conftest import Run

URL = "https://lights.un.example/hook"


def added(run: Run, code: str, *options: str) -> dict[str, str]:
    """What `add` prints."""
    return dict(line.split("\t") for line in run("webhook", "add", code, URL, *options).stdout.splitlines())


def listed(run: Run, code: str) -> list[list[str]]:
    """The lines of `list`."""
    return [line.split("\t") for line in run("webhook", "list", code).stdout.splitlines()]


def test_a_webhook_is_added_listed_and_removed(run: Run, created: Any) -> None:
    code = created["code"]
    assert listed(run, code) == []
    first, second = added(run, code), added(run, code, "--kind", "clock", "--kind", "floor", "--after", "0")
    assert first["secret"].startswith("whsec_") and first["secret"] != second["secret"]
    assert sorted(listed(run, code)) == sorted(
        [
            [first["id"], "ok", "sitting,programme,list,floor,clock", URL],
            [second["id"], "ok, 1 events behind", "floor,clock", URL],
        ]
    )
    assert first["secret"] not in run("webhook", "list", code).stdout
    run("webhook", "remove", code, first["id"])
    assert [line[0] for line in listed(run, code)] == [second["id"]]
    run("webhook", "remove", code, first["id"], fails=True)


def test_a_paused_webhook_is_resumed(run: Run, created: Any, database_url: str) -> None:
    code, hook = created["code"], added(run, created["code"])["id"]
    database = Database(database_url)
    pause = {"paused_at": 1, "leased_by": "node"}
    database.run_blocking(lambda c: webhook_table.lease(c, hook, "node", 1, 2, is_alone=True))
    database.run_blocking(lambda c: webhook_table.note(c, hook, "node", **pause))
    database.close()
    assert listed(run, code)[0][1] == "paused"
    run("webhook", "resume", code, hook)
    assert listed(run, code)[0][1] == "ok"
    run("webhook", "resume", code, hook, "--after", "0")
    assert listed(run, code)[0][1] == "ok, 1 events behind"
    assert "no such webhook" in run("webhook", "resume", code, "other", fails=True).stderr


def test_a_version_that_the_meeting_does_not_have_is_refused(run: Run, created: Any) -> None:
    code = created["code"]
    sentence = "Error: The newest version of the meeting is 1. Give at most this number with --after.\n"
    assert run("webhook", "add", code, URL, "--after", "1000", fails=True).stderr == sentence
    assert listed(run, code) == []
    hook = added(run, code, "--after", "1")["id"]
    assert run("webhook", "resume", code, hook, "--after", "99999", fails=True).stderr == sentence
    assert listed(run, code)[0][1] == "ok"


@pytest.mark.parametrize("arguments", [("list", "NOWHERE2"), ("add", "NOWHERE2", URL)])
def test_an_unknown_meeting_is_named(run: Run, created: Any, arguments: tuple[str, ...]) -> None:
    assert "There is no meeting NOWHERE2." in run("webhook", *arguments, fails=True).stderr


@pytest.mark.parametrize("url", ["ftp://un.example", "https://user:x@un.example", "un.example"])
def test_a_url_of_a_wrong_form_is_refused(run: Run, created: Any, url: str) -> None:
    assert "cannot be used" in run("webhook", "add", created["code"], url, fails=True).stderr


def test_a_webhook_of_another_meeting_is_not_removed(run: Run, created: Any) -> None:
    hook = added(run, created["code"])["id"]
    run("webhook", "remove", "NOWHERE2", hook, fails=True)
    assert len(listed(run, created["code"])) == 1
