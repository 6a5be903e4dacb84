"""A draw is told with all that it takes to draw it again, as the list was when it was drawn."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, SetPriority
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.meeting.speakers_list.lots import DrawOrder
from nameplate.meeting.speakers_list.reordering import MoveInscription
from nameplate.meeting.undo import Undo
from nameplate.record import account_of
from nameplate.record.csv_and_json import json_record
from nameplate.record.list_account_values import DrawAccount
from tests.record.story import CHAIR, DESK, STATES, Story, by, english, told

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "record.md"


def asked() -> Story:
    """Six States and a guest wait."""
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    for seat in STATES:
        story.give(by(seat), RequestFloor())
    return story.give(DESK, AddInscription(guest="Élise Weiß"))


def draws(story: Story) -> tuple[DrawAccount, ...]:
    return account_of(story.meeting, english()).lists[0].draws


def by_lot(seed: str, places: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(places, key=lambda place: sha256(f"{seed}:{place[0]}:{place[1]}".encode()).hexdigest())


def test_a_lot_can_be_drawn_again_from_seed_seat_and_inscription() -> None:
    (draw,) = draws(asked().give(CHAIR, DrawOrder("lot", "dice 4 1 6")))
    assert (draw.method, draw.seed, draw.letter, draw.by) == ("lot", "dice 4 1 6", "", "chair")
    places = [(p.seat, p.inscription) for p in draw.places]
    assert len(places) == 7
    assert by_lot("dice 4 1 6", random.Random(1).sample(places, 7)) == places


def test_an_alphabet_is_told_with_its_letter_and_the_names_as_they_were_compared() -> None:
    (draw,) = draws(asked().give(CHAIR, DrawOrder("alphabet", "dice 4 1 6")))
    keys = [p.key for p in draw.places]
    assert "ELISE WEISS" in keys
    first = sorted({key[:1] for key in keys})
    assert draw.letter == first[int(sha256(b"dice 4 1 6").hexdigest(), 16) % len(first)]
    assert keys == [k for k in sorted(keys) if k >= draw.letter] + [k for k in sorted(keys) if k < draw.letter]


def test_places_that_no_draw_moves_are_told_as_such() -> None:
    story = asked()
    story.give(DESK, SetPriority(story.id_of("SE"))).give(CHAIR, MoveInscription(story.id_of("FR")))
    (draw,) = draws(story.give(CHAIR, DrawOrder("lot", "x")))
    assert [(p.seat, p.rank) for p in draw.places if p.rank != "drawn"] == [("SE", "priority"), ("FR", "placed")]
    assert (draw.places[0].seat, draw.places[-1].seat) == ("SE", "FR")


def test_ranks_are_those_of_the_time_of_the_draw() -> None:
    story = asked()
    story.give(CHAIR, DrawOrder("lot", "x"), MoveInscription(story.id_of("KE")))
    assert {p.rank for p in draws(story)[0].places} == {"drawn"}
    moved = asked()
    moved.give(CHAIR, MoveInscription(moved.id_of("KE")))
    version = moved.meeting.version
    moved.give(CHAIR, DrawOrder("lot", "x"), Undo(version))
    assert [p.seat for p in draws(moved)[0].places if p.rank == "placed"] == ["KE"]


def test_every_draw_that_stands_is_told_and_one_that_was_undone_stands_among_the_corrections() -> None:
    story = asked().give(CHAIR, DrawOrder("lot", "first"), Undo(), DrawOrder("lot", "second"))
    story.give(CHAIR, DrawOrder("alphabet", "third"))
    assert [(d.method, d.seed) for d in draws(story)] == [("lot", "second"), ("alphabet", "third")]
    (correction,) = account_of(story.meeting, english()).corrections
    assert correction.what == "Order of the list drawn by lot with the seed “first”"


def test_the_draw_of_the_story_names_everybody_who_waited() -> None:
    (draw,) = account_of(told(), english()).lists[0].draws
    assert len(draw.places) == 11
    assert (draw.places[0].name, draw.places[0].rank) == ("European Union", "priority")


def test_the_program_in_the_manual_confirms_a_true_draw_and_no_other(tmp_path: Path) -> None:
    story = asked()
    story.give(DESK, SetPriority(story.id_of("SE"))).give(CHAIR, MoveInscription(story.id_of("FR"), story.id_of("IN")))
    for method in ("lot", "alphabet", "receipt"):
        story.give(CHAIR, DrawOrder(method, "dice 4 1 6"))
    record = json.loads(json_record(story.meeting, english()))
    assert checked(record, tmp_path) == ["True"] * 3
    for draw in record["lists"][0]["draws"]:
        places = draw["places"]
        one, other = [n for n, place in enumerate(places) if place["rank"] == "drawn"][:2]
        places[one], places[other] = places[other], places[one]
    assert checked(record, tmp_path) == ["False"] * 3


def checked(record: Any, folder: Path) -> list[str]:
    """What the program in the manual says of each draw."""
    (program,) = re.findall(r"```python\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    (folder / "check.py").write_text(program, encoding="utf-8")
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    command = [sys.executable, str(folder / "check.py"), str(folder / "record.json")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.rpartition(" ")[2] for line in said.splitlines()]
