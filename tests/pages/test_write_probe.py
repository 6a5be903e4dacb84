"""Whether the database takes a write is tried once a second at most, whoever asks."""

from __future__ import annotations

import asyncio

import pytest

from nameplate.pages import write_probe
from tests.serving import Host


async def test_many_who_ask_share_one_write(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_probe, "PROBE_SECONDS", 3600)
    jobs = host.database.jobs
    for _ in range(20):
        answers = await asyncio.gather(*(host.client.get(f"{host.url}/readyz") for _ in range(4)))
        assert {answer.status_code for answer in answers} == {200}
    assert host.database.jobs < jobs + 40  # one write, and the refresh of the passes, which comes each second
