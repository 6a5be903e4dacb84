"""What the other parts of the program see of a node. This module loads no driver for PostgreSQL."""

from __future__ import annotations

from typing import Protocol


class NodeStatus(Protocol):
    """One of several nodes. See `node.Node`."""

    late_hints: int
    """How many versions polling has found before a hint."""

    @property
    def is_cut_off(self) -> bool:
        """Whether the database does not answer."""

    @property
    def hears_hints(self) -> bool:
        """Whether hints of other nodes arrive."""

    async def start(self) -> None:
        """Follow the other nodes from now on."""

    async def close(self) -> None:
        """Stop following."""
