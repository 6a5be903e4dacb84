"""The objects of a running server that the handlers use."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import cast

from starlette.requests import HTTPConnection

from nameplate.access.devices import Device
from nameplate.access.passes import Pass
from nameplate.meeting import Role
from nameplate.nodes.status import NodeStatus
from nameplate.rooms.lobby import Lobby
from nameplate.rooms.room import Room
from nameplate.screens.rendering import Renderer
from nameplate.store import device_table
from nameplate.store.hash_chain import DamagedLog
from nameplate.store.log_rows import NoMeeting
from nameplate.store.pass_cache import PassCache
from nameplate.webhooks.deliveries import Deliveries
from nameplate.wording.language import Words
from nameplate.wording.messages import N_

from .bridge_presence import BridgePresence
from .demo import Demo
from .language import language_of
from .metrics import Metrics
from .microphone_reports import MicrophoneReports
from .open_devices import OpenDevices
from .problems import Problem
from .public_address import PublicAddress
from .rate_limit import RateLimit, SignInLimit, UnknownLinkLimit
from .reading_turns import ReadingTurns
from .sign_ins import SignIns
from .socket_limit import SocketLimit
from .uploads import Uploads
from .word_documents import WordDocuments
from .write_probe import WriteProbe

logger = logging.getLogger(__name__)
DAMAGED = N_("The stored log of this meeting is damaged. Tell the technician. Other meetings are not concerned.")


@dataclass(frozen=True, slots=True)
class Context:
    """The objects of a running server. It is stored in the state of the application.

    `framed_by` are the origins of the sites that may show the public screen in a frame.
    `node` is None with SQLite, because then there is only one node. `demo` is None except in a demo.
    """

    lobby: Lobby
    screens: Renderer
    pass_cache: PassCache
    rate_limit: RateLimit
    unknown_link_limit: UnknownLinkLimit
    sign_in_limit: SignInLimit
    sign_ins: SignIns
    open_devices: OpenDevices
    socket_limit: SocketLimit
    metrics: Metrics
    public_address: PublicAddress
    reading_turns: ReadingTurns
    write_probe: WriteProbe
    word_documents: WordDocuments
    deliveries: Deliveries
    uploads: Uploads
    microphones: MicrophoneReports
    bridges: BridgePresence
    framed_by: tuple[str, ...]
    node: NodeStatus | None
    demo: Demo | None

    def language(self, connection: HTTPConnection) -> str:
        """The language in which a request is answered."""
        return language_of(connection, self.screens.languages)

    def words(self, connection: HTTPConnection) -> Words:
        """The words of the language in which a request is answered."""
        return self.screens.words(self.language(connection))

    def is_by_https(self, connection: HTTPConnection) -> bool:
        """Whether the browser that sent a request uses HTTPS, perhaps up to a proxy in front."""
        own = self.public_address
        host = connection.headers.get("Host", "")
        return connection.url.scheme == "https" or (own.is_https and own.is_host(host))

    async def devices(self, meeting: str, role: Role | None = None) -> list[tuple[Pass, Device]]:
        """The devices that are signed in, each with its pass: all of a meeting, or those of one role."""
        job = partial(device_table.of_meeting, meeting=meeting, role=role)
        found: list[tuple[Pass, Device]] = await self.lobby.log.database.run(job)
        return found

    async def room(self, code: str) -> Room:
        """The room of a meeting. Raises `Problem` 404, and 503 when its stored log is damaged."""
        try:
            return await self.lobby.room(code)
        except NoMeeting as error:
            raise Problem(404, "no_meeting", N_("There is no such meeting here.")) from error
        except DamagedLog as error:
            logger.error("%s Run: nameplate doctor", error, extra={"event": "damaged_log"})
            raise Problem(503, "damaged", DAMAGED, {"version": error.version}) from error


def context_of(connection: HTTPConnection) -> Context:
    """The context of the server that received a request."""
    return cast(Context, connection.app.state.context)
