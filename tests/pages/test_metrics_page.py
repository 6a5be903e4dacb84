"""`/metrics`: what is counted, the manual, and the dashboard for Grafana."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from tests.cast import CHAIR
from tests.serving import Hosted

CHECKOUT = Path(__file__).parents[2]
DASHBOARD = CHECKOUT / "deploy" / "grafana" / "nameplate.json"
MANUAL = CHECKOUT / "docs" / "operator.md"
OF_SEVERAL_NODES = {
    "nameplate_hint_lag_seconds_bucket",
    "nameplate_catch_up_events_total",
    "nameplate_cut_off",
    "nameplate_without_hints",
    "nameplate_late_hints",
}
"""Only servers with several nodes have these metrics. The dashboard has panels for them."""
SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}


async def figures(meeting: Hosted) -> str:
    """The metrics as text."""
    answer = await meeting.host.client.get(f"{meeting.host.url}/metrics")
    assert answer.status_code == 200
    return answer.text


def value(text: str, name: str) -> float:
    """The value of one metric with its labels. 0 if it has none yet."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def series(text: str) -> set[str]:
    """The names of all series that the server has, also of those without a value yet."""
    kinds = dict(re.findall(r"^# TYPE (nameplate_\w+) (\w+)$", text, re.MULTILINE))
    return {
        name.removesuffix("_total") + suffix
        for name, kind in kinds.items()
        if not name.endswith("_created")
        for suffix in SUFFIXES[kind]
    }


async def test_the_metrics_count_commands_and_name_no_meeting_and_no_seat(floor: Hosted) -> None:
    await floor.post("delegate:FR", "request-floor")
    text = await figures(floor)
    assert 'nameplate_commands_total{answer="done",command="request-floor"}' in text
    assert floor.code not in text and "FR" not in text


async def test_refusals_are_counted_by_cause(floor: Hosted) -> None:
    before = await figures(floor)
    await floor.post("delegate:FR", "request-floor")
    await floor.post("delegate:FR", "request-floor")
    await floor.post("hall", "open-list")
    await floor.post("chair", "open-list", Origin="https://evil.example")
    async with floor.live("delegate:FR", "chair") as screen:
        await screen.wait_closed()
    after = await figures(floor)
    counted = {
        code: value(after, name) - value(before, name)
        for code in ("already_inscribed", "forbidden", "foreign_origin")
        for name in [f'nameplate_refusals_total{{code="{code}"}}']
    }
    assert counted == {"already_inscribed": 1, "forbidden": 2, "foreign_origin": 1}


async def test_commands_wait_while_another_one_is_stored(floor: Hosted) -> None:
    room = await floor.room()
    presses = [asyncio.create_task(room.handle(AddInscription(guest=f"Guest {n}"), CHAIR)) for n in range(5)]
    await asyncio.sleep(0)
    assert room.waiting_commands == 4
    await asyncio.gather(*presses)
    assert value(await figures(floor), "nameplate_waiting_commands") == 0


async def test_the_dashboard_uses_the_names_of_the_metrics(floor: Hosted) -> None:
    board = json.loads(DASHBOARD.read_text("utf-8"))
    panels = [panel for panel in board["panels"] if panel["type"] != "row"]
    asked = {name for panel in panels for target in panel["targets"] for name in names(target["expr"])}
    assert all(panel["title"] and panel["description"] and panel["targets"] for panel in panels)
    assert asked - series(await figures(floor)) - OF_SEVERAL_NODES == set()
    assert asked >= OF_SEVERAL_NODES
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def names(expression: str) -> list[str]:
    """The names of metrics in an expression of Prometheus."""
    return re.findall(r"\bnameplate_\w+", expression)


async def test_every_metric_is_in_the_manual(floor: Hosted) -> None:
    manual = MANUAL.read_text("utf-8")
    kinds = dict(re.findall(r"^# TYPE (nameplate_\w+) (\w+)$", await figures(floor), re.MULTILINE))
    shown = [name for name in kinds if not name.endswith("_created")]
    assert [name for name in shown if f"| `{name}" not in manual] == []
