"""A programme file as plain data: what is read is written again, and each value has its line."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.paths import EXAMPLES
from nameplate.planning.bad_file import BadFile, FieldPath
from nameplate.planning.programme_data import LONGEST_KEY, Data, Value, dump, load
from nameplate.planning.programme_file import read_programme_text
from nameplate.planning.yaml_node import YamlNode, read_yaml
from tests.planning.any_programme import programmes

PROGRAMME = """\
# A comment
title: NO   # Norway
date: 2015-03-03
colour: "#7a1f5c"
room:
timer: {start: by_hand}
sittings:
  - id: morning
    start: 10:00
    items:
      - {id: a, kind: replies, speakers: [b, 'c: d'], theme: "“Éa”\\tb"}
      - id: break
messages: []
"""
DATA: Data = {
    "title": "NO",
    "date": "2015-03-03",
    "colour": "#7a1f5c",
    "room": "",
    "timer": {"start": "by_hand"},
    "sittings": [
        {
            "id": "morning",
            "start": "10:00",
            "items": [
                {"id": "a", "kind": "replies", "speakers": ["b", "c: d"], "theme": "“Éa”\tb"},
                {"id": "break"},
            ],
        }
    ],
    "messages": [],
}
WRITTEN = """\
title: "NO"
date: 2015-03-03
colour: "#7a1f5c"
room: ""
timer:
  start: by_hand
sittings:
  - id: morning
    start: "10:00"
    items:
      - id: a
        kind: replies
        speakers:
          - b
          - "c: d"
        theme: "“Éa”\\x09b"
      - id: break
messages: []
"""
TEXTS = (
    st.text(max_size=20)
    | st.text("- :,{}[]&*!|>'\"%@#?\\\n\tab1\x00\x85\u2028\ufeffé😀")
    | st.sampled_from(["NO", "~", "null", "10:00", "0o14", "---", "...", "<<", "- a", "a: b", "x" * 3000, "[" * 30])
)
KEYS = TEXTS.filter(lambda key: len(key) <= LONGEST_KEY)
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)
ANY_DATA: st.SearchStrategy[Any] = st.dictionaries(KEYS, VALUES, max_size=5)


def panel() -> Data:
    """The data of the panel of 2015."""
    return load((EXAMPLES / "hrc28-panel-2015.yaml").read_text("utf-8"), "panel")


def changed(data: Data, path: FieldPath, value: Value) -> Data:
    """A copy of the data with another value, or with one more value."""
    copy = deepcopy(data)
    inner: Any = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copy


def nodes(node: YamlNode) -> list[YamlNode]:
    """A value of a YAML file, with all values in it."""
    kind = type(node.yaml).__name__
    inner = node.elements() if kind == "SequenceNode" else (child for _, child in node.entries())
    return [node, *(found for child in inner for found in nodes(child))]


def load_error(text: str) -> str:
    """The error message for a text that is not loaded."""
    with pytest.raises(BadFile) as error:
        load(text, "pasted")
    return str(error.value)


def test_values_are_text_as_written_and_keys_have_the_order_of_the_file() -> None:
    loaded = load(PROGRAMME, "small")
    assert loaded == DATA
    assert [*loaded] == [*DATA]


def test_data_is_written_like_the_examples() -> None:
    assert dump(DATA).text == WRITTEN


@settings(max_examples=300)
@given(data=ANY_DATA)
def test_any_data_is_read_as_it_was_written(data: Data) -> None:
    again = load(dump(data).text, "written")
    assert again == data
    assert [*again] == [*data]


@settings(max_examples=100)
@given(data=ANY_DATA)
def test_each_value_has_the_line_on_which_the_reader_finds_it(data: Data) -> None:
    written = dump(data)
    found = nodes(read_yaml(written.text, "written"))
    assert {node.path: node.line for node in found} == written.line_of


def test_a_line_leads_to_its_value() -> None:
    written = dump(DATA)
    lines = written.text.splitlines()
    assert written.line_of[()] == 1
    assert lines[written.line_of["sittings", 0, "items", 0, "theme"] - 1].strip().startswith("theme:")
    assert written.path_at(1) == ("title",)
    assert written.path_at(lines.index("sittings:") + 1) == ("sittings",)
    assert written.path_at(lines.index('          - "c: d"') + 1) == ("sittings", 0, "items", 0, "speakers", 1)
    assert written.path_at(lines.index("      - id: break") + 1) == ("sittings", 0, "items", 1, "id")
    assert written.path_at(len(lines) + 1) is None


ITEM: FieldPath = ("sittings", 0, "items", 3)
REPLIER: FieldPath = ("sittings", 0, "items", 9, "speakers", 2)


@pytest.mark.parametrize(
    ("path", "value", "wrong", "words"),
    [
        ((*ITEM, "minutes"), "ten", (*ITEM, "minutes"), "“minutes” must be a whole number from 1 to 600, not 'ten'"),
        ((*ITEM, "length"), "5", (*ITEM, "length"), "“length” is not known here"),
        (ITEM, {"id": "x"}, ITEM, "“kind” is missing here"),
        (
            ("sittings", 0, "items", 9, "speakers", 2),
            "p-9",
            ("sittings", 0, "items", 9, "speakers", 2),
            "“p-9” must be",
        ),
        (("sittings", 0, "end"), "09:00", ("sittings", 0, "end"), "“end” must be later than “start”"),
        (("chair", "name"), "", ("chair", "name"), "“name” must be a text"),
        (("sittings",), [], ("sittings",), "at least one sitting"),
        (("list",), {"kept": {"ngo": "20"}}, ("list", "kept"), "“kept” must leave places"),
        (("list",), {"budgets": {"ngo": "9", "nhri+ngo": "9"}}, ("list", "budgets", "nhri+ngo"), "stands here twice"),
        (("timer",), {"amber": "60"}, ("timer", "amber"), "like 90 s, 2 min or 20 %"),
    ],
)
def test_an_error_names_the_path_and_the_line_of_the_value(
    path: FieldPath, value: Value, wrong: FieldPath, words: str
) -> None:
    written = dump(changed(panel(), path, value))
    with pytest.raises(BadFile) as error:
        read_programme_text(written.text, "written", "CODE2345", ())
    assert words in error.value.expected
    assert error.value.path == wrong
    assert error.value.line == written.line_of[wrong]


@pytest.mark.parametrize("name", ["hrc28-panel-2015", "hrc28-panel-2015-standard-slots", "seminar-2013"])
def test_an_example_is_the_same_programme_after_it_was_written(name: str) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text("utf-8")
    again = dump(load(text, name)).text
    assert read_programme_text(again, name, "CODE2345", ()) == read_programme_text(text, name, "CODE2345", ())


@settings(max_examples=50)
@given(text=programmes())
def test_any_programme_is_the_same_after_it_was_written(text: str) -> None:
    again = dump(load(text, "any")).text
    assert read_programme_text(again, "any", "CODE2345", ()) == read_programme_text(text, "any", "CODE2345", ())


def test_an_alias_becomes_a_copy() -> None:
    loaded = load("a: &five [p-1]\nb: *five\n", "small")
    assert loaded == {"a": ["p-1"], "b": ["p-1"]}
    assert loaded["a"] is not loaded["b"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ", line 1: the file must have keys and values, like “title: ...”"),
        ("- a\n", ", line 1: the file must have keys and values"),
        ("title: [a\n", ", line 2: is not valid YAML here"),
        ("title: a\ntitle: b\n", ", line 2: “title” stands here twice"),
        ("a:\n  ? [b]\n  : c\n", ", line 2: a key must be a text"),
        (f"{'k' * 151}: a\n", ", line 1: a key must have at most 150 characters"),
        ("a: &a [*a]\n", "has more than 20 values inside each other"),
        ("title: " + "[" * 21, "has more than 20 brackets inside each other"),
        ("title: " + "x" * 200_000, ": is too large; at most 200 KB are read"),
        ("a: &a [" + "x, " * 300 + "]\nb: [" + "*a, " * 300 + "]\n", "has more than 50000 values"),
    ],
)
def test_what_is_no_data_is_refused(text: str, words: str) -> None:
    said = load_error(text)
    assert said.startswith("pasted") and words in said
