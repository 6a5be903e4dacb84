"""`/metrics`."""

from tests.serving import Hosted


async def test_the_metrics_count_commands_and_name_no_meeting_and_no_seat(floor: Hosted) -> None:
    await floor.post("delegate:FR", "request-floor")
    figures = await floor.host.client.get(f"{floor.host.url}/metrics")
    assert figures.status_code == 200
    assert 'nameplate_commands_total{answer="done",command="request-floor"}' in figures.text
    assert floor.code not in figures.text and "FR" not in figures.text
