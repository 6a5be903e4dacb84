"""An immutable mapping to which thousands of values can be added, one at a time, at low cost."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from typing import TypeVar, overload

T = TypeVar("T")
V = TypeVar("V")


class PersistentMap(Mapping[str, V]):
    """An immutable mapping in two layers: a small dict of newer values over a large dict of older ones.

    `with_value` copies only the small dict. A full copy for each new value would cost more than the rest of a change.
    When the number of values in the small dict reaches the square root of the large dict's, both are merged. As in a
    dict, a key keeps its position when it gets another value.
    """

    __slots__ = ("_newer", "_older")

    def __init__(self, older: Mapping[str, V] | None = None) -> None:
        self._older: dict[str, V] = dict(older or {})
        self._newer: dict[str, V] = {}

    def with_value(self, key: str, value: V) -> PersistentMap[V]:
        """A copy of the mapping, with this value under the key."""
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
        newer = self._newer
        return newer[key] if key in newer else self._older.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._merge())

    def __reversed__(self) -> Iterator[str]:
        return reversed(self._merge())

    def __len__(self) -> int:
        return len(self._merge())

    def items(self) -> ItemsView[str, V]:
        return self._merge().items()

    def values(self) -> ValuesView[V]:
        return self._merge().values()

    def __repr__(self) -> str:
        return f"PersistentMap({self._merge()!r})"

    def _merge(self) -> dict[str, V]:
        """Merge the newer values into the older ones. The content stays the same.

        Another thread may read the mapping at the same time, because every method reads `_newer` before `_older`, and
        this method empties `_newer` last.
        """
        newer = self._newer
        if newer:
            self._older = {**self._older, **newer}
            self._newer = {}
        return self._older
