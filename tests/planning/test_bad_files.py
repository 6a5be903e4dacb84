"""Invalid files raise only `BadFile`, which names the file, the line and the expected value."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.meeting.programme.items import ITEM_KINDS
from nameplate.paths import EXAMPLES
from nameplate.planning.bad_file import BadFile, read_text
from nameplate.planning.delegations_file import COLUMNS, read_delegations, read_delegations_text
from nameplate.planning.meeting_rules import LIST_KEYS, REPLY_KEYS, TIMER_KEYS
from nameplate.planning.programme_data import load
from nameplate.planning.programme_file import (
    ITEM_KEYS,
    MEETING_KEYS,
    MESSAGE_KEYS,
    PERSON_KEYS,
    SITTING_KEYS,
    read_programme,
    read_programme_text,
)
from nameplate.planning.yaml_node import LARGEST_BYTES
from nameplate.wording.country_names import CountryName

STATES = {"FR": CountryName("France", "France"), "KE": CountryName("Kenya", "Kenya")}
GOOD = """\
id: small
title: Seminar
date: 2015-03-03
timezone: Europe/Zurich
sittings:
  - id: morning
    start: 10:00
    end: 13:00
    items:
      - {id: a, kind: presentation, speaker: Ada, minutes: 5}
      - {id: b, kind: floor_block}
      - {id: c, kind: replies, speakers: [a]}
"""
PROGRAMMES = {
    "an unknown key": ("title: ", "tittle: ", 2, "“tittle” is not known here; expected one of: id, title"),
    "an unknown key of a sitting": ("    start", "    begin", 7, "“begin” is not known here"),
    "an unknown key of an item": ("minutes: 5", "length: 5", 10, "“length” is not known here"),
    "a merge key": ("    start", "    <<: {theme: x}\n    start", 7, "“<<” is not known here"),
    "a key that stands twice": ("date: ", "title: Again\ndate: ", 3, "“title” stands here twice"),
    "no title": ("title: Seminar\n", "", 1, "“title” is missing here"),
    "an empty title": ("title: Seminar", "title:", 2, "“title” must be a text"),
    "a title that is a list": ("title: Seminar", "title: [Seminar]", 2, "“title” must be a text"),
    "a title that is too long": ("Seminar", "x" * 401, 2, "“title” must be a text of 1 to 400 characters"),
    "half a character": ("Seminar", '"\\ud800"', 2, "“title” must be a text"),
    "no date": ("date: 2015-03-03\n", "", 5, "“date” is missing: of this sitting, or of the whole event"),
    "a day that the month has not": ("2015-03-03", "2015-02-30", 3, "must be a date like 2015-03-03, not '2015-02-30'"),
    "a year that slipped": ("2015-03-03", "0215-03-03", 3, "must be a date like 2015-03-03"),
    "a date of another country": ("2015-03-03", "3 March 2015", 3, "must be a date like 2015-03-03"),
    "an unknown time zone": ("Europe/Zurich", "Europe/Geneva", 4, "must be a name like Europe/Zurich"),
    "half a time zone": ("Europe/Zurich", "Europe", 4, "must be a name like Europe/Zurich, not 'Europe'"),
    "a time zone outside": ("Europe/Zurich", "../../etc/passwd", 4, "must be a name like Europe/Zurich"),
    "a time zone that is too long": ("Europe/Zurich", "x" * 300, 4, "must be a name like Europe/Zurich"),
    "sittings that are no list": (
        "sittings:\n  - id",
        "sittings:\n    id",
        5,
        "“sittings” must be a list, with a dash",
    ),
    "a time without minutes": ("start: 10:00", "start: 10", 7, "“start” must be a time like 10:00, not '10'"),
    "a time that no clock shows": ("start: 10:00", "start: 24:00", 7, "“start” must be a time like 10:00"),
    "a time that is a list": ("start: 10:00", "start: [10]", 7, "“start” must be a time like 10:00"),
    "an end before the start": ("end: 13:00", "end: 09:00", 8, "“end” must be later than “start”"),
    "a list called like rights of reply": (
        "kind: floor_block",
        "kind: floor_block, list: morning-replies",
        11,
        "“list” must not end with “-replies”",
    ),
    "an end at the start": ("end: 13:00", "end: 10:00", 8, "“end” must be later than “start”"),
    "a sitting of more than half a day": ("end: 13:00", "end: 22:30", 8, "by at most 12 hours"),
    "points by the press": (
        "sittings:",
        "points_of_order: {kinds: [press]}\nsittings:",
        5,
        "“kinds” must be one of: memb",
    ),
    "a closing that gives way a little": ("sittings:", "list: {closing_gives_way: 5}\nsittings:", 5, "yes, no"),
    "an unknown kind": ("kind: floor_block", "kind: debate", 11, "“kind” must be one of: chair_opening"),
    "no minutes at all": ("minutes: 5", "minutes: 0", 10, "“minutes” must be a whole number from 1 to 600, not '0'"),
    "half minutes": ("minutes: 5", "minutes: 5.5", 10, "“minutes” must be a whole number from 1 to 600, not '5.5'"),
    "minutes without end": ("minutes: 5", f"minutes: {'9' * 5000}", 10, "“minutes” must be a whole number"),
    "an id used twice": ("id: b", "id: a", 11, "the id “a” is used twice"),
    "replies to nobody": ("[a]", "[b]", 12, "“b” must be the id of an item that has a speaker"),
    "replies in a list of lists": ("[a]", "[[a]]", 12, "“speakers” must be a text"),
    "replies that are no list": ("[a]", "a", 12, "“speakers” must be a list"),
    "a chair who is not named": ("speaker: Ada", "speaker: chair", 10, "the file names no “chair”"),
    "a chair without a name": ("sittings:", "chair: {title: Mr.}\nsittings:", 5, "“name” is missing here"),
    "an unknown preset": ("sittings:", "preset: gatt\nsittings:", 5, "“preset” must be one of: seminar_2013"),
    "a colour by name": ("sittings:", "colour: red\nsittings:", 5, "must be a colour like"),
    "a colour that YAML takes for a remark": ("sittings:", "colour: #7a1f5c\nsittings:", 5, "must be a colour like"),
    "a logo that is not there": ("sittings:", "logo: none.png\nsittings:", 5, "cannot be read (No such file"),
    "a logo of another kind": ("sittings:", "logo: bad.yaml\nsittings:", 5, "must be a PNG picture"),
    "a logo in the file that is no Base64": (
        "sittings:",
        "logo: 'data:image/png;base64,#'\nsittings:",
        5,
        "“logo” must be in Base64 after “data:image/png;base64,”",
    ),
    "a logo in the file that is too large": (
        "sittings:",
        f"logo: data:image/png;base64,{'A' * 66_672}\nsittings:",
        5,
        "“logo” is too large; at most 50 KB are read",
    ),
    "a logo in the file that is of another kind": (
        "sittings:",
        "logo: data:image/png;base64,AAAA\nsittings:",
        5,
        "“logo” must be a PNG picture",
    ),
    "too many messages": ("sittings:", "messages: [a, b, c, d, e, f, g]\nsittings:", 5, "at most 6 entries"),
    "a message that is too long": (
        "sittings:",
        f"messages: [{61 * 'x'}]\nsittings:",
        5,
        "a text of 1 to 60 characters",
    ),
    "a message to nobody": ("sittings:", "messages: [{text: a}]\nsittings:", 5, "“to” is missing here"),
    "a message without words": ("sittings:", "messages: [{to: hall}]\nsittings:", 5, "“text” is missing here"),
    "a message to all": (
        "sittings:",
        "messages: [{to: all, text: a}]\nsittings:",
        5,
        "“to” must be one of: speaker, hall",
    ),
    "a list of messages in the list": ("sittings:", "messages: [[a]]\nsittings:", 5, "must have keys and values"),
    "a language that nobody speaks": (
        "minutes: 5",
        "language: klingon",
        10,
        "“language” must be an ISO 639 code in small letters like fr, or one of: Arabic, Chinese, English, French, "
        "Russian, Spanish; not 'klingon'",
    ),
    "a country for a language": ("minutes: 5", "language: CH", 10, "“language” must be an ISO 639 code"),
    "several languages": ("minutes: 5", "language: mul", 10, "“language” must be an ISO 639 code"),
    "no language": ("minutes: 5", "language: ", 10, "“language” must be an ISO 639 code"),
    "a language of nobody's speech": (
        "kind: floor_block",
        "kind: floor_block, language: fr",
        11,
        "must have a “speaker”",
    ),
    "a text of nobody's speech": (
        "kind: floor_block",
        "kind: floor_block, text: provided",
        11,
        "“text” is about a speech, so the item must have a “speaker”",
    ),
    "a text that is promised": (
        "minutes: 5",
        "text: soon",
        10,
        "“text” must be one of: provided, check against delivery; not 'soon'",
    ),
    "an unknown kind of speaker": ("sittings:", "speaking_time: {press: 9}\nsittings:", 5, "“press” is not known here"),
    "too little time": (
        "sittings:",
        "speaking_time: {ngo: 9}\nsittings:",
        5,
        "“ngo” must be a time like 2:30, or seconds from 10",
    ),
    "an order that is none": ("sittings:", "list: {order: lot}\nsittings:", 5, "“order” must be one of: receipt"),
    "places kept for everybody": (
        "sittings:",
        "list:\n  block: 3\n  kept: {nhri: 1, ngo: 2}\nsittings:",
        7,
        "“kept” must leave places to the other kinds in each block of 3",
    ),
    "two pooled times of one kind": (
        "sittings:",
        "list:\n  budgets:\n    ngo: 9\n    nhri+ngo: 9\nsittings:",
        8,
        "“ngo” stands here twice",
    ),
    "a pooled time of nobody": ("sittings:", "list:\n  budgets: {ngo+: 9}\nsittings:", 6, "“ngo+” is not known here"),
    "rights of reply of no length": (
        "sittings:",
        "right_of_reply: {seconds: []}\nsittings:",
        5,
        "“seconds” must name at least one figure",
    ),
    "a clock that starts otherwise": (
        "sittings:",
        "timer: {start: later}\nsittings:",
        5,
        "“start” must be one of: at_once, by_hand",
    ),
    "a window without its end": (
        "    end",
        "    inscribe_from: 2015-03-02 16:00\n    end",
        8,
        "“inscribe_from” and “inscribe_until” need each other",
    ),
    "a window that is never open": (
        "    end",
        "    inscribe_from: 2015-03-02 16:00\n    inscribe_until: 2015-03-02 16:00\n    end",
        9,
        "“inscribe_until” must be later than “inscribe_from”",
    ),
    "a window that closes after the start": (
        "    end",
        "    inscribe_from: 2015-03-02 16:00\n    inscribe_until: 2015-03-03 10:01\n    end",
        9,
        "“inscribe_until” must not be later than the “start” of the sitting",
    ),
    "a window that opens at no time": (
        "    end",
        "    inscribe_from: tomorrow\n    inscribe_until: 2015-03-03 09:00\n    end",
        8,
        "a date and a time like 2015-03-02 16:00, not 'tomorrow'",
    ),
    "a window that opens on no day": (
        "    end",
        "    inscribe_from: 2015-02-30 16:00\n    inscribe_until: 2015-03-03 09:00\n    end",
        8,
        "a date and a time like 2015-03-02 16:00, not '2015-02-30 16:00'",
    ),
    "an unknown answer": (
        "sittings:",
        "joining: {self_service: perhaps}\nsittings:",
        5,
        "“self_service” must be one of: yes, no",
    ),
    "a warning without a unit": ("sittings:", "timer: {amber: 60}\nsittings:", 5, "like 90 s, 2 min or 20 %, not '60'"),
    "a warning after the end": ("sittings:", "timer: {red: 100 %}\nsittings:", 5, "“red” must be a time or a share"),
    "a tab": ("    start", "\tstart", 7, "is not valid YAML here: found character '\\t'"),
    "an open quotation mark": ("Seminar", '"Seminar', 13, "is not valid YAML here"),
    "an open bracket": ("[a]}", "[a}", 12, "is not valid YAML here"),
    "an unknown alias": ("Seminar", "*other", 2, "is not valid YAML here: found undefined alias 'other'"),
    "two documents": ("sittings:", "---\nsittings:", 5, "is not valid YAML here"),
}
WHOLE_PROGRAMMES = {
    "nothing": ("", 1, "the file must have keys and values"),
    "a word": ("hello", 1, "the file must have keys and values"),
    "a list": ("- a\n- b\n", 1, "the file must have keys and values"),
    "a key that is a list": ("? [a]\n: b\n", 1, "a key must be a text"),
    "no sittings": ("title: x\n", 1, "“sittings” is missing here"),
    "an empty list of sittings": ("title: x\nsittings: []\n", 2, "there must be at least one sitting"),
    "a sitting that is a word": ("title: x\nsittings:\n  - a\n", 3, "must have keys and values, like “id: ...”"),
    "a sitting that holds itself": ("title: x\nsittings: &a\n  - *a\n", 2, "must have keys and values"),
    "an omap": ("!!omap [title: x]", 1, "the file must have keys and values"),
    "a version to come": ("%YAML 1.3\n---\ntitle: x\n", None, "is not valid YAML"),
    "a control character": ("title: \x00", None, "is not valid YAML"),
    "depths": ("[" * 1000, 1, "has more than 20 brackets inside each other"),
    "depths of dashes": ("- " * 5000, None, "is not valid YAML"),
}
DELEGATIONS = {
    "nothing": ("", 1, "the first line must name the columns code,category,name; missing: code, category"),
    "semicolons": ("code;category;name\nFR;member_state;\n", 1, "missing: code, category"),
    "no category": ("code,name\nFR,France\n", 1, "missing: category"),
    "a bad first line": ('"code"x,category\nFR,member_state\n', 1, "is not valid CSV here"),
    "nobody": ("code,category,name\n", None, "lists nobody"),
    "a code with a space": ("code,category,name\nF R,member_state,\n", 2, "“code” must be letters, digits and hyphens"),
    "no code": ("code,category,name\nFR,member_state,\n,ngo,Nobody\n", 3, "“code” must be letters, digits and hyphens"),
    "an unknown category": ("code,category,name\nFR,state,\n", 2, "“category” must be one of: member_state"),
    "no name": ("code,category,name\nXX,member_state,\n", 2, "“name” is missing (only a State with its ISO code"),
    "an NGO that is called like a State": ("code,category,name\nFR,ngo,\n", 2, "“name” is missing"),
    "a code used twice": ("code,category\nFR,member_state\n\nFR,member_state\n", 4, "the code “FR” is used twice"),
    "a language that nobody speaks": (
        "code,category,language\nFR,member_state,fr\nKE,member_state,klingon\n",
        3,
        "“language” must be an ISO 639 code in small letters like fr, or one of: Arabic, Chinese, English, French, "
        "Russian, Spanish; not 'klingon'",
    ),
    "a language without a code": ("code,category,language\n,,fr\n", 2, "“code” must be letters, digits and hyphens"),
    "a comma too many": (
        "code,category,name\nU,ngo,Union, the\n",
        2,
        "put a name with a comma between quotation marks",
    ),
    "an open quotation mark": (
        'code,category,name\nFR,member_state,\nU,ngo,"x\nKE,ngo,y\n',
        3,
        "is not valid CSV here",
    ),
    "a name that is too long": (f"code,category,name\nU,ngo,{'x' * 201}\n", 2, "at most 200 characters"),
    "a field without end": (f"code,category,name\nU,ngo,{'x' * 200_000}\n", 2, "is not valid CSV here"),
}
KEYS = sorted(
    {*MEETING_KEYS, *SITTING_KEYS, *ITEM_KEYS, *PERSON_KEYS, *MESSAGE_KEYS, *LIST_KEYS, *REPLY_KEYS, *TIMER_KEYS}
)
WORDS = st.sampled_from(
    ["chair", "a", "b", "10:00", "2015-03-03", "Europe/Zurich", "fr", "booth", *ITEM_KINDS]
) | st.text(max_size=8)
VALUES = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


def programme_error(file: Path) -> str:
    """The error message for a programme file."""
    with pytest.raises(BadFile) as error:
        read_programme(file, "CODE2345", ())
    return str(error.value)


def text_error(text: str, name: str, folder: Path | None = None) -> str:
    """The error message for a programme as text."""
    with pytest.raises(BadFile) as error:
        read_programme_text(text, name, "CODE2345", (), folder)
    return str(error.value)


def delegations_text_error(text: str) -> str:
    """The error message for delegations as text."""
    with pytest.raises(BadFile) as error:
        read_delegations_text(text, "pasted", STATES)
    return str(error.value)


def delegations_error(file: Path) -> str:
    """The error message for a delegations file."""
    with pytest.raises(BadFile) as error:
        read_delegations(file, STATES)
    return str(error.value)


def message_start(file: Path, line: int | None) -> str:
    """The beginning of an error message."""
    return f"{file}, line {line}: " if line else f"{file}: "


def read_anyhow(file: Path, content: str | bytes) -> None:
    """Read a file as a programme, as delegations and as data. Only `BadFile` may be raised."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    for read in (
        lambda: read_programme(file, "CODE2345", ()),
        lambda: read_delegations(file, STATES),
        lambda: load(read_text(file, LARGEST_BYTES), str(file)),
    ):
        try:
            read()
        except BadFile as bad:
            assert str(bad).startswith(str(file))


@pytest.fixture(scope="module")
def anything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file for random content."""
    return tmp_path_factory.mktemp("garbage") / "anything"


def test_a_valid_file_has_no_warnings(tmp_path: Path) -> None:
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert read_programme(file, "CODE2345", ()).warnings == ()


@pytest.mark.parametrize(("old", "new", "line", "words"), PROGRAMMES.values(), ids=PROGRAMMES)
def test_an_error_in_a_programme_names_its_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert GOOD.count(old) >= 1
    file = tmp_path / "bad.yaml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    said = programme_error(file)
    assert said.startswith(message_start(file, line)), said
    assert words in said


@pytest.mark.parametrize(("old", "new"), [case[:2] for case in PROGRAMMES.values()], ids=PROGRAMMES)
def test_a_text_has_the_same_errors_as_a_file(tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    assert text_error(file.read_text("utf-8"), str(file), tmp_path) == programme_error(file)


def test_a_text_without_a_folder_has_no_path_of_a_logo() -> None:
    said = text_error(f"logo: /etc/passwd\n{GOOD}", "pasted")
    assert said.startswith("pasted, line 1: “logo” must be the picture itself here, in Base64 after “data:image/png;")


@pytest.mark.parametrize("read", [lambda text: text_error(text, "pasted"), delegations_text_error])
def test_a_text_has_the_limits_of_a_file(read: Callable[[str], str]) -> None:
    assert read("x" * 1_000_001).startswith("pasted: is too large; at most ")
    assert read("title: \ud800") == "pasted: must be a text file in UTF-8"


@pytest.mark.parametrize(("text", "line", "words"), WHOLE_PROGRAMMES.values(), ids=WHOLE_PROGRAMMES)
def test_a_file_that_is_not_a_programme_is_refused(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    said = programme_error(file)
    assert said.startswith(message_start(file, line)), said
    assert words in said


@pytest.mark.parametrize(("text", "line", "words"), DELEGATIONS.values(), ids=DELEGATIONS)
def test_an_error_in_a_delegations_file_names_its_line(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as error:
        read_delegations(file, STATES)
    said = str(error.value)
    assert said.startswith(message_start(file, line)), said
    assert words in said


@pytest.mark.parametrize("name", ["missing.yaml", "folder"])
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    file = tmp_path / name
    assert programme_error(file).startswith(f"{file}: cannot be read (")


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes("title: Rücker".encode("latin-1"))
    assert programme_error(file) == f"{file}: must be a text file in UTF-8"


@pytest.mark.filterwarnings("ignore::ruamel.yaml.error.ReusedAnchorWarning")
@settings(max_examples=100)
@given(content=st.text(max_size=200) | st.binary(max_size=200) | st.text("- :,{}[]&*!|>'\"%@#?\n\tab1", max_size=60))
def test_random_content_raises_only_bad_file(anything: Path, content: str | bytes) -> None:
    read_anyhow(anything, content)


@pytest.mark.filterwarnings("ignore::ruamel.yaml.error.ReusedAnchorWarning")
@settings(max_examples=100)
@given(values=st.dictionaries(st.sampled_from(MEETING_KEYS), VALUES))
def test_random_values_of_known_keys_raise_only_bad_file(anything: Path, values: object) -> None:
    read_anyhow(anything, json.dumps(values, ensure_ascii=False))


@settings(max_examples=100)
@given(data=st.data(), junk=st.text("- :,{}[]'\"\n\tab1", max_size=6))
def test_a_damaged_example_raises_only_bad_file(anything: Path, data: st.DataObject, junk: str) -> None:
    text = GOOD if data.draw(st.booleans()) else (EXAMPLES / "delegations.csv").read_text(encoding="utf-8")[:400]
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(begin + 20, len(text))))
    read_anyhow(anything, text[:begin] + junk + text[end:])


@settings(max_examples=100)
@given(rows=st.lists(st.lists(st.text(max_size=6) | st.sampled_from(["FR", "ngo", '"']), max_size=4), max_size=4))
def test_random_rows_raise_only_bad_file(anything: Path, rows: list[list[str]]) -> None:
    read_anyhow(anything, "\n".join(",".join(row) for row in [list(COLUMNS), *rows]))
