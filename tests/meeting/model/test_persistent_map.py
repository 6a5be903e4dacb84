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
    layers, mapping = PersistentMap(older), {**older}
    for key, value, looked_through in newer:
        layers, before = layers.with_value(key, value), layers
        assert before == mapping
        mapping[key] = value
        if looked_through:
            assert len(layers) == len(mapping)
    assert {key: layers[key] for key in mapping} == mapping
    assert layers.get("i99") is None and "i99" not in layers
    assert [*layers] == [*mapping] and [*reversed(layers)] == [*reversed(mapping)]
    assert [*layers.items()] == [*mapping.items()] and [*layers.values()] == [*mapping.values()]
