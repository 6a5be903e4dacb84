"""What can be chosen in the forms of the chair and the desk."""

from __future__ import annotations

from nameplate.meeting.programme.participants import AddParticipant
from nameplate.meeting.programme.programme_changes import ReplaceSpeaker
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.undo import Undo
from nameplate.paths import WEB
from nameplate.screens.form_choices import choices, panellists
from nameplate.screens.render_context import NewestContexts
from nameplate.wording.language import load_words
from tests.cast import DESK
from tests.panel import floor_open, then

WORDS = load_words(WEB / "locale", "en")
KHOR = "Mr. Martin Khor"


def test_an_added_participant_and_a_new_speaker_can_be_chosen_and_those_who_left_cannot() -> None:
    contexts, meeting = NewestContexts(), floor_open()

    def names(of: object = choices) -> list[str]:
        context = contexts.context(meeting, WORDS)
        return [each.name for each in (choices if of is choices else panellists)(context)]

    assert {"Kenya", KHOR} < {*names()} and "Sweden" not in names()
    assert KHOR in names(panellists) and "Kenya" not in names(panellists)
    meeting = then(meeting, (DESK, AddParticipant("SE")))
    assert names()[-1] == "Sweden"
    meeting = then(meeting, (DESK, ReplaceSpeaker("p-4", "Ms. Ada Okafor")))
    for found in (names(), names(panellists)):
        assert "Ms. Ada Okafor" in found and KHOR not in found
    meeting = then(meeting, (DESK, Undo()), (DESK, Undo()))
    assert KHOR in names() and "Sweden" not in names()


def test_they_are_computed_once_for_all_versions_with_the_same_participants() -> None:
    contexts, meeting = NewestContexts(), floor_open()
    before = choices(contexts.context(meeting, WORDS))
    later = then(meeting, (DESK, AddInscription("FR")))
    assert choices(contexts.context(later, WORDS)) is before
