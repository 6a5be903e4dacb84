"""Stories are short, so snapshots are frequent here: each story then uses them, as a long log does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nameplate.meeting import log_replay


@pytest.fixture(autouse=True, scope="package")
def frequent_snapshots() -> Iterator[None]:
    """Keep a snapshot of every third version, four at most."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(log_replay, "SNAPSHOT_INTERVAL", 3)
        patched.setattr(log_replay, "SNAPSHOTS_KEPT", 4)
        yield
