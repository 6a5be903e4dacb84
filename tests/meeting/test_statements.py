"""The texts of speeches: who attaches them, who may read them when, and which files are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting import Actor, Command, Meeting, Reason, perform
from nameplate.meeting.affected_seats import affected_seats
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.model.values import Rules, Statement
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.programme.programme_changes import ReplaceSpeaker
from nameplate.meeting.programme.programme_revision import ReviseProgramme
from nameplate.meeting.programme.sittings import OpenSitting
from nameplate.meeting.rehearsal import BeginRehearsal, EndRehearsal
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import WithdrawRequest
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.statements import (
    MOST_STATEMENT_BYTES,
    AttachStatement,
    WithdrawStatement,
    find_statement,
    in_order_of_speaking,
    is_spoken,
    kept_files,
    may_read,
    statement_of,
    targets_of,
)
from nameplate.meeting.undo import Redo, Undo
from nameplate.store import codec
from tests.cast import BOOTH, BR, CHAIR, DESK, FR, HALL, KE, ORGANISER, PANELLIST, STRANGER
from tests.meeting.stories import PROGRAMME, Story, created, floor_open, sitting_open

FIRST, SECOND, THIRD = (f"{number:032x}" for number in (1, 2, 3))
PUBLISHED = Rules(statements="published")


def text(number: str = FIRST, **fields: str | int) -> AttachStatement:
    """The command that attaches a text of one kilobyte."""
    return AttachStatement(**{"statement": number, "media": "pdf", "size": 1024, "digest": "a" * 64, **fields})  # type: ignore[arg-type]


def attached(story: Story, number: str = FIRST) -> Statement:
    """The attached text with this id. There must be one."""
    found = find_statement(story.meeting, number)
    assert found
    return found


def france_waits(rules: Rules | None = None) -> tuple[Story, str]:
    """France, Kenya and Brazil wait. With the id of France's inscription."""
    story = floor_open(FR, KE, BR, rules=rules)
    return story, story.id_of("FR")


def readers(story: Story, number: str = FIRST) -> set[str]:
    """The actors who may read a text now."""
    found = attached(story, number)
    actors = (CHAIR, DESK, FR, KE, PANELLIST, STRANGER, HALL, BOOTH)
    return {actor.name for actor in actors if may_read(story.meeting, found, actor.role, actor.seat)}


AT_ONCE = {"chair", "desk", "booth", "delegate:FR"}
EVERYBODY = AT_ONCE | {"delegate:KE", "panellist:p1", "public", "hall"}


@pytest.mark.parametrize("by", [FR, DESK, CHAIR])
def test_a_delegation_and_the_moderators_attach_a_text_to_an_inscription(by: Actor) -> None:
    story, own = france_waits()
    story.give(by, text(inscription=own, name="Statement.pdf"))
    found = statement_of(story.meeting, own, None, "FR")
    assert found == attached(story)
    assert (found.name, found.seat, found.size, found.media) == ("Statement.pdf", "FR", 1024, "pdf")


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        (KE, Reason.NOT_YOURS),
        (PANELLIST, Reason.NOT_YOURS),
        *((actor, Reason.FORBIDDEN) for actor in (BOOTH, HALL, STRANGER, ORGANISER)),
    ],
)
def test_nobody_else_attaches_or_withdraws_a_text(by: Actor, reason: Reason) -> None:
    story, own = france_waits()
    assert story.refuse(by, text(inscription=own)).reason is reason
    story.give(FR, text(inscription=own))
    assert story.refuse(by, WithdrawStatement(FIRST)).reason is reason


def test_a_panellist_attaches_a_text_to_the_own_presentation_before_the_meeting_begins() -> None:
    story = created()
    story.give(PANELLIST, text(item="p1"))
    assert attached(story).item == "p1"
    assert story.refuse(PANELLIST, text(SECOND, item="f1")).reason is Reason.NO_SPEAKER
    assert story.refuse(FR, text(SECOND, item="p1")).reason is Reason.NO_SPEAKER
    assert story.refuse(FR, text(SECOND, item="p1", seat="okafor")).reason is Reason.NOT_YOURS


def test_the_desk_attaches_a_text_for_one_of_the_speakers_of_an_item() -> None:
    story = created()
    story.give(DESK, text(item="r1", seat="lind"))
    story.give(DESK, text(SECOND, item="p1"))
    assert [each.seat for each in story.meeting.statements.values()] == ["lind", "okafor"]
    assert story.refuse(DESK, text(THIRD, item="r1", seat="FR")).reason is Reason.NO_SPEAKER


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (text(), Reason.INVALID),
        (text(inscription="i999"), Reason.UNKNOWN_INSCRIPTION),
        (text(item="nothing"), Reason.UNKNOWN_ITEM),
    ],
)
def test_a_text_needs_a_known_target(command: Command, reason: Reason) -> None:
    story, _ = france_waits()
    assert story.refuse(DESK, command).reason is reason


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("size", size) for size in (0, -1, MOST_STATEMENT_BYTES + 1)),
        *(("statement", name) for name in ("", "../../etc/passwd", "G" * 32, "1" * 33)),
        ("media", "exe"),
        ("digest", "A" * 64),
        *(("name", name) for name in ("x" * 121, "a\x00b", "a\x1bb")),
    ],
)
def test_an_invalid_field_is_refused(field: str, value: str | int) -> None:
    story, own = france_waits()
    fields = {"number": value} if field == "statement" else {field: value}
    refused = story.refuse(FR, text(**fields, inscription=own))  # type: ignore[arg-type]
    assert (refused.reason, refused.facts) == (Reason.INVALID, {"field": field})


def test_a_new_text_replaces_the_one_before() -> None:
    story, own = france_waits()
    story.give(FR, text(inscription=own))
    story.give(FR, text(SECOND, inscription=own))
    assert [each.id for each in story.meeting.statements.values()] == [SECOND]
    assert story.refuse(FR, text(SECOND, inscription=own)).reason is Reason.ALREADY


def test_a_withdrawn_text_is_gone() -> None:
    story, own = france_waits()
    story.give(FR, text(inscription=own))
    story.give(FR, WithdrawStatement(FIRST))
    assert story.meeting.statements == {}
    assert story.refuse(FR, WithdrawStatement(FIRST)).reason is Reason.UNKNOWN_STATEMENT


def test_a_meeting_may_take_no_texts() -> None:
    story, own = france_waits(Rules(statements="off"))
    assert story.refuse(FR, text(inscription=own)).reason is Reason.NO_STATEMENTS


def test_a_withdrawn_or_removed_inscription_takes_no_text_and_keeps_the_embargo() -> None:
    story, own = france_waits(PUBLISHED)
    story.give(FR, text(inscription=own))
    story.give(FR, WithdrawRequest(own))
    assert readers(story) == AT_ONCE
    assert story.refuse(FR, text(SECOND, inscription=own)).reason is Reason.NOT_WAITING
    story.give(KE, text(SECOND, inscription=story.id_of("KE")))
    story.give(DESK, RemoveInscription(story.id_of("KE")))
    assert not is_spoken(story.meeting, attached(story, SECOND))
    story.give(DESK, Undo())
    assert attached(story, SECOND).inscription == story.id_of("KE")


def test_the_embargo_ends_with_the_speech_and_comes_back_with_put_back_and_undo() -> None:
    story, own = france_waits(PUBLISHED)
    story.give(FR, text(inscription=own))
    assert readers(story) == AT_ONCE
    story.give(CHAIR, GiveFloorToNext(), at=10)
    assert readers(story) == AT_ONCE
    story.give(CHAIR, EndSpeech(), at=60)
    assert readers(story) == EVERYBODY
    story.give(CHAIR, Undo())
    assert readers(story) == AT_ONCE
    story.give(CHAIR, Redo())
    assert readers(story) == EVERYBODY
    story.give(CHAIR, PutBack(story.meeting.last_speech.id if story.meeting.last_speech else ""))
    assert readers(story) == AT_ONCE


def test_without_publication_only_those_who_work_with_it_read_a_spoken_text() -> None:
    story, own = france_waits()
    story.give(FR, text(inscription=own))
    story.give(CHAIR, GiveFloorToNext(), at=10)
    story.give(CHAIR, EndSpeech(), at=60)
    assert readers(story) == AT_ONCE


def test_a_presentation_is_published_after_its_own_item_only() -> None:
    story = sitting_open(replace(PROGRAMME, rules=PUBLISHED))
    story.give(PANELLIST, text(item="p1"))
    story.give(DESK, text(SECOND, item="r1", seat="okafor"))
    story.give(CHAIR, OpenItem("p1"))
    story.give(CHAIR, GiveFloor(seat="okafor"), at=10)
    assert not is_spoken(story.meeting, attached(story))
    story.give(CHAIR, EndSpeech(), at=60)
    assert is_spoken(story.meeting, attached(story))
    assert not is_spoken(story.meeting, attached(story, SECOND))


def test_a_text_follows_its_inscription_in_a_swap_and_stays_with_the_speaker_who_was_replaced() -> None:
    story, own = france_waits()
    other = story.id_of("BR")
    story.give(FR, text(inscription=own))
    story.give(CHAIR, SwapInscriptions(own, other))
    assert story.waiting() == ["BR", "KE", "FR"]
    assert statement_of(story.meeting, own, None, "FR")
    assert statement_of(story.meeting, other, None, "BR") is None
    story = created()
    story.give(PANELLIST, text(item="p1"))
    story.give(DESK, ReplaceSpeaker("p1", name="Another Person"))
    assert statement_of(story.meeting, None, "p1", story.item("p1").speaker or "") is None


def test_an_inscription_with_a_text_of_the_delegation_cannot_be_undone_but_removed() -> None:
    story = floor_open()
    story.give(DESK, AddInscription("FR"))
    own = story.id_of("FR")
    story.give(FR, text(inscription=own))
    assert story.refuse(DESK, Undo()).reason is Reason.RESTS_ON_IT
    story.give(DESK, RemoveInscription(own))


def test_a_text_of_the_desk_can_be_undone_and_its_files_are_kept_for_that() -> None:
    story, own = france_waits()
    story.give(FR, text(inscription=own))
    story.give(DESK, text(SECOND, inscription=own))
    assert kept_files(story.meeting) == {FIRST, SECOND}
    story.give(DESK, Undo())
    assert attached(story).id == FIRST
    assert kept_files(story.meeting) == {FIRST, SECOND}
    story.give(DESK, Redo())
    assert attached(story, SECOND).seat == "FR"


def test_what_a_delegation_replaces_or_withdraws_is_not_kept() -> None:
    story, own = france_waits()
    story.give(FR, text(inscription=own))
    story.give(FR, text(SECOND, inscription=own))
    assert kept_files(story.meeting) == {SECOND}
    story.give(FR, WithdrawStatement(SECOND))
    assert kept_files(story.meeting) == frozenset()
    story.give(DESK, text(THIRD, inscription=own))
    story.give(FR, WithdrawStatement(THIRD))
    assert kept_files(story.meeting) == frozenset()
    assert story.refuse(DESK, Undo()).reason is Reason.RESTS_ON_IT


def test_a_rehearsal_ends_no_embargo() -> None:
    story = created(replace(PROGRAMME, rules=PUBLISHED))
    story.give(PANELLIST, text(item="p1"))
    for command in (BeginRehearsal(), OpenSitting("morning"), OpenItem("p1"), GiveFloor(seat="okafor"), EndSpeech()):
        story.give(CHAIR, command)
    assert not is_spoken(story.meeting, attached(story))
    story.give(CHAIR, EndRehearsal())
    assert not is_spoken(story.meeting, attached(story))


def test_what_a_panellist_replaces_in_a_rehearsal_comes_back_at_its_end() -> None:
    story = created()
    story.give(PANELLIST, text(item="p1"))
    story.give(CHAIR, BeginRehearsal())
    story.give(PANELLIST, text(SECOND, item="p1"))
    assert kept_files(story.meeting) == {FIRST, SECOND}
    story.give(PANELLIST, WithdrawStatement(SECOND))
    story.give(CHAIR, EndRehearsal())
    assert attached(story).item == "p1"
    assert FIRST in kept_files(story.meeting)
    story.give(PANELLIST, text(THIRD, item="p1"))
    assert FIRST not in kept_files(story.meeting)


def test_the_desk_can_undo_that_it_withdrew_a_text() -> None:
    story, own = france_waits()
    story.give(FR, text(inscription=own))
    story.give(DESK, WithdrawStatement(FIRST))
    assert kept_files(story.meeting) == {FIRST}
    story.give(DESK, Undo())
    assert attached(story).seat == "FR"


def test_texts_come_in_the_order_of_speaking_and_then_as_they_were_attached() -> None:
    story, own = france_waits()
    story.give(BR, text(THIRD, inscription=story.id_of("BR")), at=1)
    story.give(FR, text(inscription=own), at=2)
    story.give(KE, text(SECOND, inscription=story.id_of("KE")), at=3)
    story.give(CHAIR, GiveFloor(inscription=story.id_of("KE")), at=10)
    assert [each.id for each in in_order_of_speaking(story.meeting)] == [SECOND, THIRD, FIRST]


def test_only_the_own_region_of_the_seat_is_affected() -> None:
    story, own = france_waits()
    before = story.meeting
    after = perform(before, text(inscription=own), FR, before.at)
    assert isinstance(after, Meeting)
    assert affected_seats(before, after) == frozenset({"FR"})


def test_a_text_stays_when_the_programme_is_replaced_unless_its_item_or_speaker_is_gone() -> None:
    story = created()
    story.give(PANELLIST, text(item="p1"))
    story.give(ORGANISER, ReviseProgramme(PROGRAMME))
    assert attached(story).item == "p1"
    morning, afternoon = PROGRAMME.sittings
    without = replace(morning, items=morning.items[1:])
    story.give(ORGANISER, ReviseProgramme(replace(PROGRAMME, sittings=(without, afternoon))))
    assert story.meeting.statements == {}


def test_the_targets_of_a_seat_are_its_inscriptions_and_its_items() -> None:
    story, own = france_waits()
    assert [each.id for each in targets_of(story.meeting, "FR")] == [own]
    assert [each.id for each in targets_of(story.meeting, "okafor")] == ["p1", "r1"]
    story.give(FR, WithdrawRequest(own))
    assert targets_of(story.meeting, "FR") == []


def test_the_name_of_the_file_is_private() -> None:
    story, own = france_waits()
    story.give(FR, text(inscription=own, name="Secret name.pdf"))
    assert story.meeting.newest_entry
    body, private = codec.encode(story.meeting.newest_entry.event)
    assert "Secret" not in body and private == '{"name":"Secret name.pdf"}'
