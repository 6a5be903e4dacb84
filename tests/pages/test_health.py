"""`/healthz` and `/readyz`."""

from tests.serving import Host, serving


async def test_a_healthy_server_is_alive_and_ready(host: Host) -> None:
    alive, ready = [await host.client.get(f"{host.url}/{what}") for what in ("healthz", "readyz")]
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")


async def test_a_server_that_cannot_write_is_alive_and_not_ready(database_url: str) -> None:
    async with serving(database_url) as host:
        await host.database.run(lambda connection: connection.exec_driver_sql("PRAGMA query_only = ON"))
        alive, ready = [await host.client.get(f"{host.url}/{what}") for what in ("healthz", "readyz")]
    assert alive.status_code == 200
    assert (ready.status_code, ready.json()["why"]) == (503, "attempt to write a readonly database")
