"""What the start page of `nameplate demo` needs."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Demo:
    """The secrets of a demo's links by the name of their pass. `play` is set when the meeting is to run by itself."""

    title: str
    secrets: Mapping[str, str]
    play: asyncio.Event = field(default_factory=asyncio.Event)
