"""Stories are short: so that what is kept of long logs matters in each, it is kept every few versions here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nameplate.meeting import history


@pytest.fixture(autouse=True, scope="package")
def frequent_stops() -> Iterator[None]:
    """The meeting as it was stays at hand every third version, four times."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(history, "STOP_EVERY", 3)
        patched.setattr(history, "STOPS_KEPT", 4)
        yield
