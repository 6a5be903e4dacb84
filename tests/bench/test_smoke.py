"""Short runs of the benchmarks. They assert nothing about speed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from . import between, fanout, hammer, joining, nodes, race, start
from .charts import svg_charts
from .tables import show

SMALL = 2_000


def test_a_push_is_measured_beside_the_bare_loop_and_beside_others() -> None:
    figures = fanout.measure(20, rounds=1, pushes=1, peers=["websockets.broadcast", "starlette"], message=SMALL)
    targets = figures["targets"]
    assert set(targets) == {"nameplate", "bare", "websockets.broadcast", "starlette"}
    assert targets["bare"]["cpu_ratio"] == 1
    assert {target["bytes"] > SMALL for target in targets.values()} == {True}
    assert all(name in show(figures) for name in targets)
    charts = svg_charts(
        {"fanout": json.loads(json.dumps(figures)), "packed": figures, "sizes": [figures, {**figures, "clients": 200}]}
    )
    assert set(charts) == {"fanout", "packed", "sizes"}
    for svg in charts.values():
        assert svg.startswith("<svg ") and ">nameplate</text>" in svg and svg.endswith("</svg>\n")


def test_a_compressed_message_has_a_third_of_the_bytes() -> None:
    targets = fanout.measure(5, rounds=1, pushes=1, peers=["starlette+deflate"], packed=True, message=SMALL)["targets"]
    assert targets["nameplate"]["bytes"] * 3 <= targets["bare"]["bytes"]
    assert targets["starlette+deflate"]["bytes"] < targets["bare"]["bytes"]


def test_a_race_loses_no_request_and_all_screens_agree_in_the_end() -> None:
    figures = race.measure(30, seconds=0.5, idle_presses=3)
    assert figures["requests"] == 30
    assert figures["acknowledged_ms"]["most"] > 0
    assert "chair_meanwhile_ms p99" in show(figures)


@pytest.mark.long
def test_joins_cost_no_rendering_and_no_read_and_all_reconnect_after_a_crash() -> None:
    figures = joining.measure(20, quiet_seconds=6.0)
    for kind in ("joining", "joining_packed"):
        assert figures[kind]["nameplate_drawings"] == 0
        assert figures[kind]["nameplate_database_jobs"] <= figures[kind]["seconds"] + 2
    assert 0 < figures["idle_bytes_a_second"] * 6 <= 2 * 16  # one or two heartbeats fall into six seconds
    assert figures["return"]["tries_each"] >= 1


@pytest.mark.long
def test_a_command_during_a_push_and_a_start_are_measured(tmp_path: Path) -> None:
    assert between.measure(20, rounds=2, rest_seconds=0.2)["middle_ms"]["median"] > 0
    figures = start.measure(runs=1, lengths=(50,))
    assert figures["first_answer_ms"] > 0
    (tmp_path / "figures.json").write_text(json.dumps(figures))


@pytest.mark.long
def test_several_nodes_are_measured_beside_one() -> None:
    figures = nodes.measure(count=40, phones=20, seconds=0.5, rounds=1, events=200, presses=3, nodes=2)
    assert figures["race"]["requests"] == 40
    assert figures["fanout"]["cpu_ratio"] > 0
    assert figures["joining"]["opened_seconds"] > 0


def test_commands_are_measured_while_clients_read_without_a_pause() -> None:
    figures = hammer.measure(rounds=1, seconds=0.2, targets=("/readyz", hammer.HALF))
    assert figures["/readyz"]["answers_a_second"] > 0
    assert figures[hammer.HALF]["ratio"] > 0
