"""The manual for programs names every code of a refusal, every key of the state, and every closing code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nameplate.pages.authentication import SIGNED_OUT
from nameplate.pages.live_socket import FORBIDDEN, POLICY_VIOLATION, TRY_AGAIN, UNKNOWN
from nameplate.pages.openapi import document
from tests.serving import Hosted

MANUAL = (Path(__file__).parents[2] / "docs" / "integrator.md").read_text(encoding="utf-8")


def test_every_code_of_a_refusal_is_in_the_manual() -> None:
    codes = document()["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]
    assert [code for code in codes if f"`{code}`" not in MANUAL] == []


def test_every_closing_code_is_in_the_manual() -> None:
    codes = (SIGNED_OUT, FORBIDDEN, UNKNOWN, POLICY_VIOLATION, TRY_AGAIN)
    assert [code for code in codes if f"| {code} |" not in MANUAL] == []


async def test_every_key_of_the_state_is_in_the_manual(floor: Hosted) -> None:
    assert (await floor.post("desk", "add-inscription", {"seat": "KE"})).status_code == 204
    assert (await floor.post("delegate:BR", "raise-point-of-order", {"note": "Order"})).status_code == 204
    assert (await floor.post("desk", "give-floor", {"seat": "FR"})).status_code == 204
    assert (await floor.post("chair", "send-notice", {"to": "hall", "text": "Lunch at one"})).status_code == 204
    assert (await floor.post("chair", "draw-order", {"method": "lot"})).status_code == 204
    state = (await floor.get("chair", "state")).json()
    free = (state.pop("limits"), state["forecast"].pop("fits"), state["next_step"].pop("values"))
    assert all(free)  # their keys are categories, or the fields of a command
    assert {key for key in keys(state) if f"`{key}`" not in MANUAL} == set()


def keys(part: Any) -> Iterator[str]:
    """Every key, at any depth."""
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from [key] if isinstance(key, str) else []
        yield from keys(inner)
