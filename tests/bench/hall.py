"""The server that is measured: a real Nameplate server on its own core, with a meeting and connected screens."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .machine import CROWD_CORE, SERVER_CORE, TOP, Program, python

PROGRAMME, SEATS = TOP / "examples" / "hrc28-panel-2015.yaml", TOP / "examples" / "delegations.csv"
ITEM = "p-9"
PACKED = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"


class Hall:
    """A server with one meeting. `seats` are the seats of the delegations. `secrets` has the secret of each pass."""

    def __init__(
        self, programme: Path = PROGRAMME, seats: Path = SEATS, database: str = "", core: int | None = SERVER_CORE
    ) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._core = core
        self.database = database or f"sqlite:///{self._folder.name}/nameplate.db"
        made = nameplate(
            *("meeting", "create", str(programme), "--seats", str(seats), "--public-url", "http://localhost"),
            *("--database", self.database, "--json"),
        )
        self.code: str = made["code"]
        self.seats: list[str] = list(made["seats"])
        links = made["links"] | {f"delegate:{seat}": link for seat, link in made["seats"].items()}
        self.secrets = {name: link.rsplit("/", 1)[1] for name, link in links.items()}
        self.port = free_port()
        self.server = self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.end()
        self._folder.cleanup()

    def start(self) -> Program:
        """Start the server and wait until it answers."""
        return self.start_node(self.port)

    def start_node(self, port: int) -> Program:
        """Start a node on this port, and wait until it answers."""
        server = python("-m", "nameplate", "serve", "--port", str(port), "--database", self.database, core=self._core)
        while not self._answers(port):
            time.sleep(0.005)
        return server

    def restart(self) -> None:
        """Kill the server and start it again."""
        self.server.kill()
        self.server = self.start()

    def open_list(self) -> None:
        """Open the sitting, the floor item and its list."""
        self.press("open-sitting", sitting="meeting-1")
        self.press("open-item", item=ITEM)
        self.press("open-list")

    def press(self, command: str, by: str = "chair", **fields: Any) -> Any:
        """Give a command."""
        status, answer = self.ask("POST", f"/m/{self.code}/{command}", by, json.dumps(fields))
        assert status in (200, 204), (status, answer)
        return answer

    def state(self) -> Any:
        """The JSON picture that the chair may see."""
        return json.loads(self.ask("GET", f"/m/{self.code}/state", "chair")[1])

    def waiting(self) -> list[str]:
        """The ids of the inscriptions on the open list."""
        return [row["id"] for row in self.state()["lists"][0]["inscriptions"]]

    def waiting_seats(self) -> list[str]:
        """The seats on the open list, in order."""
        return [row["seat"] for row in self.state()["lists"][0]["inscriptions"]]

    def connect(self, port: int | None = None) -> http.client.HTTPConnection:
        """An HTTP connection that stays open between commands, as in a browser."""
        return http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=60)

    def time_press(self, connection: http.client.HTTPConnection, command: str, **fields: Any) -> float:
        """Milliseconds until a command of the chair is answered."""
        headers = {"Authorization": f"Bearer {self.secrets['chair']}", "Content-Type": "application/json"}
        body, began = json.dumps(fields), time.perf_counter()
        connection.request("POST", f"/m/{self.code}/{command}", body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (200, 204), answer.status
        return (time.perf_counter() - began) * 1000

    def ask(
        self, method: str, path: str, by: str, body: str | None = None, port: int | None = None
    ) -> tuple[int, bytes]:
        """Send one request on a new connection. Returns the status and the body."""
        connection = self.connect(port)
        headers = {"Authorization": f"Bearer {self.secrets[by]}", "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    def swap_first_two(self) -> Callable[[], None]:
        """A function that swaps the first two inscriptions. Each call changes the list on all screens."""
        rows = self.waiting()

        def press() -> None:
            self.press("move-inscription", inscription=rows[1], before=rows[0])
            rows[:2] = rows[1::-1]

        return press

    def live(self, audience: str = "delegate") -> str:
        """The path of the WebSocket of an audience."""
        return f"/m/{self.code}/live?audience={audience}"

    def bearer(self, by: str) -> str:
        """The header that carries a pass."""
        return f"Authorization: Bearer {self.secrets[by]}"

    def crowd(self, count: int, packed: bool = False, by: str = "join", audience: str = "delegate") -> Program:
        """A process with `count` screens that have received their first picture."""
        crowd = python("-m", "tests.bench.crowd", core=CROWD_CORE)
        headers = [self.bearer(by), *([PACKED] if packed else [])]
        joined = crowd.order(order="join", port=self.port, path=self.live(audience), headers=headers, count=count)
        assert joined["joined"] == count, joined
        return crowd

    def _answers(self, port: int) -> bool:
        try:
            return self.ask("GET", "/healthz", "chair", port=port)[0] == 200
        except OSError:
            return False


def nameplate(*arguments: str) -> Any:
    """The JSON output of a `nameplate` command."""
    command = [sys.executable, "-m", "nameplate", *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def free_port() -> int:
    """A free port."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
    return port
