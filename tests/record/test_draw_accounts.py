"""The account of a draw has all data that a reader needs to repeat it, as they were at the time of the draw."""

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
from tests.record.story import CHAIR, DESK, STATES, Story, delegate, english, full_meeting

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "record.md"


def seven_inscriptions() -> Story:
    """Six States and a guest wait on an open list."""
    story = Story().give(CHAIR, OpenSitting("s1"), OpenItem("floor-1"), OpenList())
    for seat in STATES:
        story.give(delegate(seat), RequestFloor())
    return story.give(DESK, AddInscription(guest="Élise Weiß"))


def draws(story: Story) -> tuple[DrawAccount, ...]:
    return account_of(story.meeting, english()).lists[0].draws


def by_lot(seed: str, inscriptions: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of seat and inscription in the order of a lot."""
    return sorted(inscriptions, key=lambda pair: sha256(f"{seed}:{pair[0]}:{pair[1]}".encode()).hexdigest())


def test_a_lot_can_be_repeated_with_seed_seat_and_inscription() -> None:
    (draw,) = draws(seven_inscriptions().give(CHAIR, DrawOrder("lot", "dice 4 1 6")))
    assert (draw.method, draw.seed, draw.letter, draw.by) == ("lot", "dice 4 1 6", "", "chair")
    inscriptions = [(p.seat, p.inscription) for p in draw.places]
    assert len(inscriptions) == 7
    assert by_lot("dice 4 1 6", random.Random(1).sample(inscriptions, 7)) == inscriptions


def test_an_alphabetical_draw_has_its_letter_and_the_names_as_they_were_compared() -> None:
    (draw,) = draws(seven_inscriptions().give(CHAIR, DrawOrder("alphabet", "dice 4 1 6")))
    keys = [p.key for p in draw.places]
    assert "ELISE WEISS" in keys
    letters = sorted({key[:1] for key in keys})
    assert draw.letter == letters[int(sha256(b"dice 4 1 6").hexdigest(), 16) % len(letters)]
    assert keys == [k for k in sorted(keys) if k >= draw.letter] + [k for k in sorted(keys) if k < draw.letter]


def test_inscriptions_that_a_draw_does_not_move_have_their_own_rank() -> None:
    story = seven_inscriptions()
    story.give(DESK, SetPriority(story.id_of("SE"))).give(CHAIR, MoveInscription(story.id_of("FR")))
    (draw,) = draws(story.give(CHAIR, DrawOrder("lot", "x")))
    assert [(p.seat, p.rank) for p in draw.places if p.rank != "drawn"] == [("SE", "priority"), ("FR", "placed")]
    assert (draw.places[0].seat, draw.places[-1].seat) == ("SE", "FR")


def test_ranks_are_those_at_the_time_of_the_draw() -> None:
    story = seven_inscriptions()
    story.give(CHAIR, DrawOrder("lot", "x"), MoveInscription(story.id_of("KE")))
    assert {p.rank for p in draws(story)[0].places} == {"drawn"}
    moved = seven_inscriptions()
    moved.give(CHAIR, MoveInscription(moved.id_of("KE")))
    version = moved.meeting.version
    moved.give(CHAIR, DrawOrder("lot", "x"), Undo(version))
    assert [p.seat for p in draws(moved)[0].places if p.rank == "placed"] == ["KE"]


def test_an_undone_draw_is_a_correction_and_all_other_draws_are_listed() -> None:
    story = seven_inscriptions().give(CHAIR, DrawOrder("lot", "first"), Undo(), DrawOrder("lot", "second"))
    story.give(CHAIR, DrawOrder("alphabet", "third"))
    assert [(d.method, d.seed) for d in draws(story)] == [("lot", "second"), ("alphabet", "third")]
    (correction,) = account_of(story.meeting, english()).corrections
    assert correction.what == "Order of the list drawn by lot with the seed “first”"


def test_a_draw_has_every_waiting_inscription() -> None:
    (draw,) = account_of(full_meeting(), english()).lists[0].draws
    assert len(draw.places) == 11
    assert (draw.places[0].name, draw.places[0].rank) == ("European Union", "priority")


def test_the_program_in_the_manual_confirms_a_correct_draw_only(tmp_path: Path) -> None:
    story = seven_inscriptions()
    story.give(DESK, SetPriority(story.id_of("SE"))).give(CHAIR, MoveInscription(story.id_of("FR"), story.id_of("IN")))
    for method in ("lot", "alphabet", "receipt"):
        story.give(CHAIR, DrawOrder(method, "dice 4 1 6"))
    record = json.loads(json_record(story.meeting, english()))
    assert results_of_check(record, tmp_path) == ["True"] * 3
    for draw in record["lists"][0]["draws"]:
        inscriptions = draw["places"]
        one, other = [n for n, inscription in enumerate(inscriptions) if inscription["rank"] == "drawn"][:2]
        inscriptions[one], inscriptions[other] = inscriptions[other], inscriptions[one]
    assert results_of_check(record, tmp_path) == ["False"] * 3


def results_of_check(record: Any, folder: Path) -> list[str]:
    """Run the program in the manual. Its result for each draw is "True" or "False"."""
    (program,) = re.findall(r"```python\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    (folder / "check.py").write_text(program, encoding="utf-8")
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    command = [sys.executable, str(folder / "check.py"), str(folder / "record.json")]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.rpartition(" ")[2] for line in output.splitlines()]
