"""The adapter for Televic Plixus and D-Cerno, by their REST interface ("Confero API", module Discussion).

`GET /api/discussion/requests` is the list of seat numbers that request to speak, in order. `PUT
/api/discussion/seats/{number}` sets `microphoneOn` and `requestingToSpeak`; units refuse it unless both are there.
"""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from .meeting_client import OPENER
from .microphones import SystemFault

ANSWER_SECONDS = 2.0


class Confero:
    """A unit with the Confero API at an address such as `http://192.0.2.30:9080`, and a token that was made there."""

    def __init__(self, address: str, token: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SystemFault(f"“{address}” is no address, such as http://192.0.2.30:9080.")
        self._base = f"{parts.scheme}://{parts.netloc}/api/discussion"
        self._token = token

    async def open(self, microphone: int) -> None:
        """Open a microphone, and lower its request."""
        await self._set(microphone, is_on=True)

    async def close(self, microphone: int) -> None:
        """Close a microphone. A request that was made meanwhile stays."""
        await self._set(microphone, is_on=False, requests=microphone in await self.requests())

    async def lower(self, microphone: int) -> None:
        """Take a request back. The microphone stays as it is."""
        seat = await self._ask("GET", f"seats/{microphone}")
        if not isinstance(seat, dict) or not isinstance(seat.get("microphoneOn"), bool):
            raise SystemFault(f"The state of the microphone {microphone} cannot be read.")
        await self._set(microphone, is_on=seat["microphoneOn"])

    async def requests(self) -> Sequence[int]:
        """The microphones whose request button was pressed, the earliest first."""
        found = await self._ask("GET", "requests")
        if not isinstance(found, list) or not all(isinstance(each, int) for each in found):
            raise SystemFault("The list of requests cannot be read.")
        return found

    async def _set(self, microphone: int, is_on: bool, requests: bool = False) -> None:
        await self._ask("PUT", f"seats/{microphone}", {"microphoneOn": is_on, "requestingToSpeak": requests})

    async def _ask(self, method: str, path: str, body: Any = None) -> Any:
        return await asyncio.to_thread(self._asked, method, path, body)

    def _asked(self, method: str, path: str, body: Any) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            f"{self._base}/{path}",
            None if body is None else json.dumps(body).encode(),
            {
                "Authorization": f"Bearer {self._token}",
                "Accept": "application/json",
                "Content-Type": "application/json",
            },
            method=method,
        )
        try:
            with OPENER.open(request, timeout=ANSWER_SECONDS) as answer:
                text = answer.read()
            return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            with error:
                raise SystemFault(_explained(error.code, path)) from error
        except OSError as error:
            raise SystemFault(f"{error}.") from error
        except ValueError as error:
            raise SystemFault("The answer is no JSON.") from error


def _explained(status: int, path: str) -> str:
    if status in (401, 403):
        return "The token was refused. Make one on the page of the unit."
    if status == 404:
        return f"The unit does not know {path}. Look at the number of the microphone and at the version of the unit."
    return f"The unit answers with the status {status} to {path}."
