"""Passes in the database: issue, revoke, and the stamp that changes with them."""

import pytest

from nameplate.access.passes import Pass, hash_of
from nameplate.meeting import Role
from nameplate.store import event_log, pass_table
from nameplate.store.database import Database
from tests.panel import AT, CODE, panel

PASSES = tuple(
    Pass(hash_of(secret), CODE, name, role, audience, seat)
    for secret, name, role, audience, seat in (
        ("one", "chair", Role.CHAIR, "chair", None),
        ("two", "delegate:FR", Role.DELEGATE, "delegate", "FR"),
        ("three", "delegate:FR", Role.DELEGATE, "delegate", "FR"),
    )
)


@pytest.fixture
def issued(database: Database) -> Database:
    """A database with a meeting and three passes."""
    database.run_blocking(lambda connection: event_log.create(connection, panel(), AT))
    database.run_blocking(lambda connection: pass_table.issue(connection, PASSES, AT))
    return database


def test_an_issued_pass_is_read_back_unchanged(issued: Database) -> None:
    assert set(issued.run_blocking(pass_table.read_valid)) == set(PASSES)


def test_revoking_a_name_leaves_other_names_valid(issued: Database) -> None:
    assert issued.run_blocking(lambda connection: pass_table.revoke(connection, CODE, "delegate:FR", AT)) == 2
    assert issued.run_blocking(pass_table.read_valid) == [PASSES[0]]


def test_a_revoked_pass_is_not_revoked_again(issued: Database) -> None:
    assert issued.run_blocking(lambda connection: pass_table.revoke(connection, CODE, None, AT)) == 3
    assert issued.run_blocking(lambda connection: pass_table.revoke(connection, CODE, None, AT)) == 0


def test_passes_of_other_meetings_are_not_revoked(issued: Database) -> None:
    assert issued.run_blocking(lambda connection: pass_table.revoke(connection, "OTHER", None, AT)) == 0


@pytest.mark.parametrize("later", [1, 0, -60_000], ids=["later", "at the same moment", "after the clock went back"])
def test_every_revocation_changes_the_stamp(issued: Database, later: int) -> None:
    seen = {issued.run_blocking(pass_table.change_stamp)}
    issued.run_blocking(lambda connection: pass_table.revoke(connection, CODE, "chair", AT))
    seen.add(issued.run_blocking(pass_table.change_stamp))
    issued.run_blocking(lambda connection: pass_table.revoke(connection, CODE, "delegate:FR", AT + later))
    seen.add(issued.run_blocking(pass_table.change_stamp))
    assert len(seen) == 3


def test_a_new_pass_changes_the_stamp_also_after_the_clock_went_back(issued: Database) -> None:
    before = issued.run_blocking(pass_table.change_stamp)
    fresh = Pass(hash_of("four"), CODE, "hall", Role.SCREEN, "hall")
    issued.run_blocking(lambda connection: pass_table.issue(connection, [fresh], AT - 60_000))
    assert issued.run_blocking(pass_table.change_stamp) != before
