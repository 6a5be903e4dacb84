"""Copies of frozen values with changed fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.meeting import Meeting
from nameplate.meeting.model.values import Inscription
from tests.cast import FR
from tests.meeting.stories import floor_open


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (floor_open(FR).meeting, {"at": 7, "title": "Other"}),
        (Inscription("i1", "FR", "list", 7), {"state": "heard", "missed": 2}),
    ],
)
def test_changed_does_what_dataclasses_replace_does(value: Meeting | Inscription, changes: dict[str, Any]) -> None:
    before = repr(value)
    after = changed(value, **changes)
    assert after == replace(value, **changes)
    assert type(after) is type(value) and repr(value) == before
    with pytest.raises(TypeError, match="titel"):
        changed(value, titel="Other")
