"""Names of seats and of kinds of speakers, as they stand on a screen and as they are said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.model.values import Seat
from nameplate.meeting.programme.items import ITEM_KINDS
from nameplate.paths import WEB
from nameplate.wording import language as worded
from nameplate.wording.labels import ITEM_KIND_LABELS
from nameplate.wording.language import load_words
from tests.panel import begun

WORDS = load_words(WEB / "locale", "en")


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("FR", "France", "France"),
        ("NA", "Namibia", "Namibia"),
        ("NO", "Norway", "Norway"),
        ("GB", "United Kingdom", "the United Kingdom"),
        ("NL", "Netherlands", "the Kingdom of the Netherlands"),
    ],
)
def test_a_state_has_its_name_from_its_code(code: str, name: str, said: str) -> None:
    seat = Seat(code, "member_state")
    assert WORDS.seat_name(seat).startswith(name)
    assert WORDS.seat_as_addressed(seat).startswith(f"the distinguished representative of {said}")


def test_a_name_of_ones_own_goes_before_the_code() -> None:
    assert WORDS.seat_name(Seat("FR", "member_state", "République française")) == "République française"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("European Union", "the European Union"),
        ("Council of Europe", "the Council of Europe"),
        ("Group of Arab States", "the Group of Arab States"),
        ("International Service for Human Rights", "the International Service for Human Rights"),
        ("The Gulf Initiative", "The Gulf Initiative"),
        ("CIVICUS - World Alliance for Citizen Participation",) * 2,
        ("UNICEF", "UNICEF"),
        ("UN Women", "UN Women"),
        ("Amnesty International", "Amnesty International"),
        ("Human Rights Watch", "Human Rights Watch"),
    ],
)
def test_who_is_no_state_is_said_by_name_with_the_article_that_it_needs(name: str, said: str) -> None:
    assert WORDS.seat_as_addressed(Seat("X", "igo", name)) == f"the distinguished representative of {said}"


def test_only_an_english_sentence_has_an_english_article() -> None:
    words = replace(WORDS, language="fr")
    assert words.seat_as_addressed(Seat("EU", "igo", "Union européenne")).endswith("representative of Union européenne")


def test_a_person_is_said_by_name_alone() -> None:
    assert WORDS.seat_as_addressed(Seat("p", "panellist", "Mr. Martin Khor")) == "Mr. Martin Khor"


@pytest.mark.parametrize("group", ["the African Group", "African Group"])
def test_the_group_is_said_with_who_speaks_for_it(group: str) -> None:
    said = WORDS.seat_as_addressed(Seat("KE", "member_state"), group)
    assert said == "the distinguished representative of Kenya, on behalf of the African Group"


def test_a_seat_whose_name_was_erased_is_shown_by_its_id() -> None:
    assert WORDS.seat_name(Seat("speaker-p-4", "panellist")) == "speaker-p-4"


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_kind_of_speaker_has_a_name(category: str) -> None:
    assert WORDS.category(category) != category


def test_every_kind_of_item_has_a_name() -> None:
    assert ITEM_KIND_LABELS.keys() == set(ITEM_KINDS)


def test_an_item_without_a_title_is_called_by_its_kind() -> None:
    meeting = begun()
    assert worded.item_title(WORDS, meeting, "p-10") == "Comments and replies by the panellists"
    assert worded.item_title(WORDS, meeting, "p-12") == "Replies and concluding remarks"
