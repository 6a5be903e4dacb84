"""A persistent map has the content and the order of a dict after the same changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nameplate.meeting.model.persistent_map import PersistentMap

keys = st.sampled_from([f"i{n}" for n in range(30)])


@given(
    older=st.dictionaries(keys, st.integers()),
    newer=st.lists(st.tuples(keys, st.integers(), st.booleans()), max_size=60),
)
def test_a_persistent_map_equals_a_dict_after_any_changes(
    older: dict[str, int], newer: list[tuple[str, int, bool]]
) -> None:
    persistent, mapping = PersistentMap(older), {**older}
    for key, value, merged in newer:
        persistent, before = persistent.with_value(key, value), persistent
        assert before == mapping
        mapping[key] = value
        if merged:
            assert len(persistent) == len(mapping)
    assert {key: persistent[key] for key in mapping} == mapping
    assert persistent.get("i99") is None and "i99" not in persistent
    assert [*persistent] == [*mapping] and [*reversed(persistent)] == [*reversed(mapping)]
    assert [*persistent.items()] == [*mapping.items()] and [*persistent.values()] == [*mapping.values()]
