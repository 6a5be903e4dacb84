"""A mapping that grows by thousands of entries, one at a time, while every earlier state of it stays as it was."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from typing import TypeVar, overload

T = TypeVar("T")
V = TypeVar("V")


class PersistentMap(Mapping[str, V]):
    """A mapping that is never changed: what is newer lies over what is older, until it is worth merging.

    To copy thousands of entries for each new one would cost more than everything else about a change. As in a dict, a
    key keeps its place when it gets another value.
    """

    __slots__ = ("_newer", "_older")

    def __init__(self, older: Mapping[str, V] | None = None) -> None:
        self._older: dict[str, V] = dict(older or {})
        self._newer: dict[str, V] = {}

    def having(self, key: str, value: V) -> PersistentMap[V]:
        """The mapping with a value under a key."""
        after: PersistentMap[V] = object.__new__(PersistentMap)
        after._newer = {**self._newer, key: value}
        after._older = self._older
        if len(after._newer) ** 2 >= len(after._older):
            after._merge()
        return after

    def __getitem__(self, key: str) -> V:
        newer = self._newer
        return newer[key] if key in newer else self._older[key]

    @overload
    def get(self, key: str, default: None = None, /) -> V | None: ...
    @overload
    def get(self, key: str, default: V, /) -> V: ...
    @overload
    def get(self, key: str, default: T, /) -> V | T: ...
    def get(self, key: str, default: V | T | None = None, /) -> V | T | None:
        """The value under a key, or the default."""
        newer = self._newer
        return newer[key] if key in newer else self._older.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._merge())

    def __reversed__(self) -> Iterator[str]:
        return reversed(self._merge())

    def __len__(self) -> int:
        return len(self._merge())

    def items(self) -> ItemsView[str, V]:
        """All keys with their values, in the order in which the keys came."""
        return self._merge().items()

    def values(self) -> ValuesView[V]:
        """All values, in the order in which their keys came."""
        return self._merge().values()

    def __repr__(self) -> str:
        return f"PersistentMap({self._merge()!r})"

    def _merge(self) -> dict[str, V]:
        """All of it as one; what it says stays the same.

        What is newer is read first, here and above, and emptied last: so it does, too, for who reads in another thread.
        """
        newer = self._newer
        if newer:
            self._older = {**self._older, **newer}
            self._newer = {}
        return self._older
