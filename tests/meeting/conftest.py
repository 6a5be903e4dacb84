"""Stories are short: so that what is kept of long logs matters in each, it is kept every few versions here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nameplate.meeting import log_replay


@pytest.fixture(autouse=True, scope="package")
def frequent_stops() -> Iterator[None]:
    """The meeting as it was stays at hand every third version, four times."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(log_replay, "SNAPSHOT_INTERVAL", 3)
        patched.setattr(log_replay, "SNAPSHOTS_KEPT", 4)
        yield
