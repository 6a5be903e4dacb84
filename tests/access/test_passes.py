"""Secrets, codes, and the hashes that the database stores."""

from __future__ import annotations

import base64
from pathlib import Path

from nameplate.access.passes import CODE_LENGTH, CODE_LETTERS, hash_of, new_code
from nameplate.meeting import Role
from nameplate.meeting.model.seats import CHAIR_SEAT
from nameplate.screens.audiences import passes_for
from nameplate.store import event_log, pass_table
from nameplate.store.database import Database
from tests.audiences import LINKS
from tests.panel import AT, CODE, DELEGATIONS, PRESENTATIONS, begun, panel

MADE = passes_for(begun())
SECRETS = {name: secret for name, (secret, _) in MADE.items() if name != "join"}


def test_every_role_delegation_and_panellist_has_a_pass() -> None:
    speakers = [item.id for item in begun().items() if item.speaker and item.speaker != CHAIR_SEAT]
    assert {f"panellist:{item}" for item in PRESENTATIONS} <= {f"panellist:{item}" for item in speakers}
    assert set(MADE) == {
        *LINKS,
        *(f"delegate:{seat.id}" for seat in DELEGATIONS),
        *(f"panellist:{item}" for item in speakers),
    }


def test_a_pass_has_the_role_the_audience_and_the_seat_of_its_name() -> None:
    told = {name: (pass_.role, pass_.audience, pass_.seat) for name, (_, pass_) in MADE.items()}
    assert told["chair"] == (Role.CHAIR, "chair", None)
    assert told["desk"] == (Role.DESK, "desk", None)
    assert told["hall"] == (Role.SCREEN, "hall", None) and told["podium"] == (Role.SCREEN, "podium", None)
    assert told["join"] == (Role.PUBLIC, "delegate", None)
    for seat in DELEGATIONS:
        assert told[f"delegate:{seat.id}"] == (Role.DELEGATE, "delegate", seat.id)
    for item in begun().items():
        if f"panellist:{item.id}" in told:
            assert told[f"panellist:{item.id}"] == (Role.PANELLIST, "podium", item.speaker)


def test_a_pass_has_the_hash_of_its_secret_and_not_the_secret() -> None:
    for name, (secret, pass_) in MADE.items():
        assert (pass_.name, pass_.meeting, pass_.hash) == (name, CODE, hash_of(secret))
        assert (pass_.actor.name, pass_.actor.role, pass_.actor.seat) == (name, pass_.role, pass_.seat)
        assert name == "join" or secret not in repr(pass_)


def test_every_secret_has_at_least_128_bits_and_is_unique() -> None:
    assert all(len(base64.urlsafe_b64decode(secret)) * 8 >= 128 for secret in SECRETS.values())
    again = [secret for name, (secret, _) in passes_for(begun()).items() if name != "join"]
    assert len({*SECRETS.values(), *again}) == 2 * len(SECRETS)
    assert len({pass_.hash for _, pass_ in MADE.values()}) == len(MADE)


def test_the_secret_of_the_join_pass_is_the_code() -> None:
    assert MADE["join"][0] == CODE


def test_a_code_is_easy_to_read_aloud_and_hard_to_guess() -> None:
    assert not set("01ILO") & set(CODE_LETTERS) and CODE_LETTERS.isupper()
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) for code in codes)
    assert {letter for code in codes for letter in code} == set(CODE_LETTERS)
    assert len(CODE_LETTERS) ** CODE_LENGTH > 800_000_000_000


def test_the_files_of_the_database_contain_hashes_and_no_secret(database: Database, tmp_path: Path) -> None:
    database.run_blocking(lambda connection: event_log.create(connection, panel(), AT))
    database.run_blocking(lambda connection: pass_table.issue(connection, [pass_ for _, pass_ in MADE.values()], AT))
    raw = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert all(pass_.hash.encode() in raw for _, pass_ in MADE.values())
    assert [name for name, secret in SECRETS.items() if secret.encode() in raw] == []
