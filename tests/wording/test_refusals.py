"""Refusals in the reader's words: a sentence for every reason, with the facts that the domain gives."""

from __future__ import annotations

import pytest

from nameplate.meeting import Actor, Command, Meeting, Reason, Refused, perform
from nameplate.meeting.floor.giving_floor import GiveFloor
from nameplate.meeting.programme.items import OpenItem
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.undo import Undo
from nameplate.paths import WEB
from nameplate.wording.language import load_words
from nameplate.wording.refusals import SENTENCES, sentence
from tests.cast import CHAIR, DESK, FR, HALL, KE
from tests.panel import begun, floor_open, then

WORDS = load_words(WEB / "locale", "en")
FACTS: dict[Reason, dict[str, str | int]] = {
    Reason.ALREADY_INSCRIBED: {"place": 4},
    Reason.NOT_WAITING: {"seat": "KE"},
    Reason.FLOOR_TAKEN: {"seat": "FR"},
    Reason.HAS_FLOOR: {"seat": "FR"},
    Reason.NOT_REMOTE: {"seat": "KE"},
    Reason.UNKNOWN_SEAT: {"given": "100 % <Atlantis>"},
    Reason.REPLIES_SPENT: {"most": 2},
    Reason.POINT_RAISED: {"seat": "KE"},
    Reason.REPLACED: {"seat": "speaker-p-4"},
    Reason.ITEM_NOT_OPEN: {"item": "p-9"},
    Reason.INVALID: {"field": "seconds"},
    Reason.SIGNAL_TOO_SOON: {"seconds": 7},
}


def said(meeting: Meeting, command: Command, by: Actor) -> str:
    """What a person reads when a command is refused."""
    refused = perform(meeting, command, by, meeting.at)
    assert isinstance(refused, Refused)
    return sentence(refused, meeting, WORDS)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence(reason: Reason) -> None:
    facts = FACTS.get(reason, {})
    text = sentence(Refused(reason, facts), floor_open(), WORDS)
    assert text.endswith(".") and len(text) > 15
    assert "%" not in text.replace(str(facts.get("given")), "")
    assert "%" not in SENTENCES[reason] or facts


def test_no_two_reasons_share_a_sentence() -> None:
    assert len(set(SENTENCES.values())) == len(Reason)


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (Reason.FLOOR_TAKEN, "France still has the floor. End that speech first."),
        (Reason.HAS_FLOOR, "France has the floor already."),
        (Reason.ALREADY_INSCRIBED, "Already on the list of speakers, in place 4."),
        (Reason.UNKNOWN_SEAT, "No delegation or person is known here as “100 % <Atlantis>”."),
        (Reason.INVALID, "“seconds” cannot be like that. Please correct it."),
    ],
)
def test_the_facts_stand_in_the_sentence(reason: Reason, text: str) -> None:
    assert sentence(Refused(reason, FACTS[reason]), floor_open(), WORDS) == text


@pytest.mark.parametrize(
    ("command", "by", "text"),
    [
        (RequestFloor(), HALL, "This link does not let you do that."),
        (RequestFloor(), FR, "Already on the list of speakers, in place 1."),
        (AddInscription("FR"), DESK, "Already on the list of speakers, in place 1."),
        (AddInscription("XX"), DESK, "No delegation or person is known here as “XX”."),
        (GiveFloor(item="p-10"), CHAIR, "No speaker is foreseen for this item."),
        (GiveFloor(seat="KE"), CHAIR, "Kenya has the floor already."),
        (OpenItem("p-10"), CHAIR, "Kenya still has the floor. End that speech first."),
        (SetSpeakingTime("ngo", 1), CHAIR, "“seconds” cannot be like that. Please correct it."),
    ],
)
def test_what_is_refused_in_the_room_is_worded(command: Command, by: Actor, text: str) -> None:
    opened = floor_open()
    meeting = then(opened, (FR, RequestFloor()), (CHAIR, GiveFloor(seat="KE")))
    assert said(meeting, command, by) == text


def test_what_is_refused_before_the_sitting_is_worded() -> None:
    meeting = begun()
    assert said(meeting, RequestFloor(), KE) == (
        "The list of speakers is not open. Speak to the desk if you wish to be added."
    )
    assert said(meeting, OpenItem("p-1"), CHAIR) == "The sitting is not open. Open it first."
    assert said(meeting, Undo(), CHAIR) == "There is nothing to undo."
