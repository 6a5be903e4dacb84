"""A programme file becomes the first event of a log: the two examples, and small programmes of the tests."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nameplate.meeting.model.values import Item, ReadyMessage, Seat, SpeakersList
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.speeches.speaking_times import PRESETS
from nameplate.paths import EXAMPLES
from nameplate.planning.programme_file import Programme, read_programme, read_programme_text
from tests.png import png

SMALL = """\
id: small
title: NO
date: 2015-03-03
timezone: {timezone}
sittings:
  - id: morning
    start: {start}
    end: "13:00"
    items:
      - {{id: a, kind: presentation, speaker: Ada, title: Engineer, of: Norway, theme: NO, minutes: 5}}
      - {{id: b, kind: floor_block}}
"""
AS_COLLECTED = """\
id: hrc28
title: Panel
organizer: OHCHR
mandate: "Human Rights Council resolution 19/33"
date: 2015-03-03
source: seed-2 (concept note as of 2 March 2015)
participants: [states, academics]
outcome: "OHCHR report on the deliberations to the Council"
moderator: chair                # assumed: none named
list: {opening_order: receipt, closes_after_start: 900}
chair: {name: "H.E. Mr. Joachim Ruecker", display_alt: "Rücker", title: "President", assumed: [name], seen_in: S16c}
sittings:
  - id: meeting-1
    start: "09:00"
    end: "12:00"
    assumed: [theme]
    source: S1
    seen_in: S2
    items:
      - {id: p-1, kind: chair_opening, speaker: chair, minutes: 3, assumed: [minutes], seen_in: "of: S28"}
      - {id: p-4, kind: presentation, order: 1, speaker: "Mr. Martin Khor", of: Malaysia, source: S3}
"""

Read = Callable[[str], Programme]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a programme from its text."""

    def written(text: str) -> Programme:
        file = tmp_path / "programme.yaml"
        file.write_text(text, encoding="utf-8")
        return read_programme(file, "CODE2345", ())

    return written


def example(name: str) -> Programme:
    """An example programme, with France as the only delegation."""
    return read_programme(EXAMPLES / f"{name}.yaml", "CODE2345", (Seat("FR", "member_state"),))


def item(created: MeetingCreated, name: str) -> Item:
    """The item of that id."""
    return next(i for sitting in created.sittings for i in sitting.items if i.id == name)


def seat(created: MeetingCreated, name: str) -> Seat:
    """The person of a seat."""
    return next(each for each in created.people if each.id == name)


def small(start: str = "10:00", timezone: str = "Europe/Zurich") -> str:
    """A programme of one sitting."""
    return SMALL.format(start=start, timezone=timezone)


def test_the_panel_of_2015_keeps_its_ids_and_minutes() -> None:
    (sitting,) = example("hrc28-panel-2015").created.sittings
    assert sitting.id == "meeting-1"
    assert [i.id for i in sitting.items] == [f"p-{n}" for n in range(1, 14)]
    assert [i.minutes for i in sitting.items] == [3, 5, 7, 10, 10, 10, 10, 10, 42, 14, 42, 14, 3]


def test_the_seminar_of_2013_keeps_its_ids_and_minutes() -> None:
    morning, afternoon = example("seminar-2013").created.sittings
    assert [i.id for i in morning.items] == [f"am-{n}" for n in range(1, 11)]
    assert [i.id for i in afternoon.items] == [f"pm-{n}" for n in range(1, 10)]
    assert sum(i.minutes or 0 for i in morning.items) == sum(i.minutes or 0 for i in afternoon.items) == 180


def test_the_sittings_of_2013_keep_their_themes() -> None:
    morning, afternoon = example("seminar-2013").created.sittings
    assert morning.theme == "Concept, definition and legal framework (objective 1)"
    assert afternoon.theme.startswith("Good practices")


def test_a_speaker_has_a_name_a_title_a_country_and_a_theme() -> None:
    created = example("hrc28-panel-2015").created
    assert seat(created, "speaker-p-4") == Seat(
        "speaker-p-4", "panellist", "Mr. Martin Khor", "Executive Director of the South Centre", "Malaysia"
    )
    assert item(created, "p-4").theme.startswith("realizing the right to development")
    assert item(created, "p-4").title == ""


@pytest.mark.parametrize(
    ("written", "language", "text"),
    [
        ("language: fr, text: provided", "fr", "provided"),
        ("language: no", "no", ""),
        ("language: arabic", "ar", ""),
        ("text: check against delivery", "", "check_against_delivery"),
        ("of: Chad", "", ""),
    ],
)
def test_a_speech_can_have_a_language_and_a_text(read: Read, written: str, language: str, text: str) -> None:
    created = read(small().replace("of: Norway", written)).created
    assert (item(created, "a").language, item(created, "a").text) == (language, text)


def test_the_keynote_is_on_behalf_of_the_non_aligned_movement() -> None:
    assert item(example("hrc28-panel-2015").created, "p-3").on_behalf_of == "Non-Aligned Movement"


def test_the_chair_speaks_in_the_first_and_in_the_last_item() -> None:
    created = example("hrc28-panel-2015").created
    assert item(created, "p-1").speaker == item(created, "p-13").speaker == "chair"
    assert seat(created, "chair").name == "H.E. Mr. Joachim Rücker"
    assert seat(created, "chair").title.startswith("President of the Human Rights Council")


def test_replies_are_by_the_speakers_of_the_items_that_are_named() -> None:
    created = example("hrc28-panel-2015").created
    five = tuple(f"speaker-p-{n}" for n in range(4, 9))
    assert item(created, "p-10").speakers == item(created, "p-12").speakers == five


def test_ready_made_messages_are_in_the_order_of_the_file(read: Read) -> None:
    assert read(small()).created.messages == ()
    given = read(f"messages: [Slower, Water is here, Slower]\n{small()}").created.messages
    assert given == ("Slower", "Water is here")


def test_ready_made_messages_can_have_an_addressee(read: Read) -> None:
    booth, hall = ReadyMessage("booth", "A film comes next"), ReadyMessage("hall", "Lunch is at one")
    said = (
        "[Slower, {to: booth, text: A film comes next}, {to: speaker, text: Louder}, {text: Lunch is at one, to: hall}]"
    )
    created = read(f"messages: {said}\n{small()}").created
    assert (created.messages, created.other_messages) == (("Slower", "Louder"), (booth, hall))


def test_a_colour_and_a_logo_beside_the_file(read: Read, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    given = read(f'colour: "#7A1F5C"\nlogo: logo.png\n{small()}').created
    assert (given.colour, base64.b64decode(given.logo)) == ("#7a1f5c", png())
    assert (read(small()).created.colour, read(small()).created.logo) == ("", "")


@pytest.mark.parametrize("between", ["", "\n  "], ids=["on one line", "on two lines"])
def test_a_logo_can_be_in_the_file_itself(read: Read, between: str) -> None:
    picture = base64.b64encode(png(40)).decode()
    written = f"logo: >\n  data:image/png;base64,{picture[:76]}{between}{picture[76:]}\n"
    assert read(written + small()).created.logo == picture


def test_a_text_from_elsewhere_is_read_like_a_file(read: Read) -> None:
    assert read_programme_text("\ufeff" + small(), "pasted", "CODE2345", ()) == read(small())


def test_replies_can_name_a_later_item(read: Read) -> None:
    replies = "    items:\n      - {id: r, kind: replies, speakers: [a]}\n"
    assert item(read(small().replace("    items:\n", replies)).created, "r").speakers == ("speaker-a",)


def test_public_seats_contain_no_names_of_persons() -> None:
    created = example("hrc28-panel-2015").created
    assert [each.name for each in created.seats] == [""] * len(created.seats)
    assert {each.id for each in created.seats} == {"FR"} | {each.id for each in created.people}


def test_the_speaking_times_are_those_of_the_preset() -> None:
    assert example("hrc28-panel-2015").created.limits == PRESETS["hrc_panel_2012"]
    assert example("seminar-2013").created.limits["panellist"] == 600


def test_a_file_changes_single_speaking_times(read: Read) -> None:
    limits = read(small() + "preset: hrc_panel_2012\nspeaking_time: {ngo: 90}\n").created.limits
    assert limits == {**PRESETS["hrc_panel_2012"], "ngo": 90}


def speakers_lists(programme: Programme) -> list[SpeakersList]:
    """The lists of a programme without those of the rights of reply."""
    return [each for each in programme.created.lists if each.purpose == "speakers"]


def test_the_floor_blocks_of_a_sitting_share_a_list() -> None:
    (speakers,) = speakers_lists(example("hrc28-panel-2015"))
    assert speakers.items == ("p-9", "p-11")


def test_each_sitting_has_its_own_list() -> None:
    lists = speakers_lists(example("seminar-2013"))
    assert {each.id: each.items for each in lists} == {"morning-list": ("am-8",), "afternoon-list": ("pm-6",)}


def test_a_floor_block_can_name_a_list(read: Read) -> None:
    more = "      - {id: c, kind: general_debate, list: own}\n      - {id: d, kind: interactive_dialogue}\n"
    lists = speakers_lists(read(small() + more))
    assert {each.id: each.items for each in lists} == {"morning-list": ("b", "d"), "own": ("c",)}


def test_each_sitting_has_its_rights_of_reply() -> None:
    lists = example("seminar-2013").created.lists
    assert [each.id for each in lists if each.purpose == "replies"] == ["morning-replies", "afternoon-replies"]


def test_only_floor_items_have_a_list(read: Read) -> None:
    assert item(read(small()).created, "a").list is None


def test_local_times_become_utc() -> None:
    (sitting,) = example("hrc28-panel-2015").created.sittings
    assert datetime.fromtimestamp(sitting.start / 1000, UTC) == datetime(2015, 3, 3, 8, 0, tzinfo=UTC)
    assert sitting.end - sitting.start == 180 * 60_000


def test_a_time_without_quotation_marks_is_a_time(read: Read) -> None:
    (sitting,) = read(small(start="10:00", timezone="UTC")).created.sittings
    assert datetime.fromtimestamp(sitting.start / 1000, UTC) == datetime(2015, 3, 3, 10, 0, tzinfo=UTC)


def test_summer_time_is_applied(read: Read) -> None:
    (winter,) = read(small()).created.sittings
    (summer,) = read(small().replace("2015-03-03", "2015-07-03")).created.sittings
    assert datetime.fromtimestamp(winter.start / 1000, UTC).hour == 9
    assert datetime.fromtimestamp(summer.start / 1000, UTC).hour == 8


@pytest.mark.parametrize(("start", "minutes"), [("22:30", 150), ("13:30", 690)])
def test_a_sitting_can_end_after_midnight(read: Read, start: str, minutes: int) -> None:
    (sitting,) = read(small(start=start).replace('"13:00"', '"01:00"')).created.sittings
    assert sitting.end - sitting.start == minutes * 60_000


def test_a_sitting_over_a_clock_change_has_its_real_length(read: Read) -> None:
    night = small(start="23:00").replace("2015-03-03", "2015-03-28").replace('"13:00"', '"04:00"')
    (sitting,) = read(night).created.sittings
    assert sitting.end - sitting.start == 4 * 3_600_000


def test_a_sitting_can_have_its_own_date(read: Read) -> None:
    (sitting,) = read(small().replace('    end: "13:00"', '    end: "13:00"\n    date: 2015-03-04')).created.sittings
    assert datetime.fromtimestamp(sitting.start / 1000, UTC).day == 4


def test_no_stays_text(read: Read) -> None:
    created = read(small()).created
    assert created.title == "NO"
    assert item(created, "a").theme == "NO"


@pytest.mark.parametrize("word", ["NO", "off", "1.0", "0o14", "2015-03-03", "1e3", "'null'"])
def test_text_that_yaml_would_convert_stays_text(read: Read, word: str) -> None:
    assert read(small().replace("title: NO", f"title: {word}")).created.title == word.strip("'")


def test_a_sitting_that_does_not_fit_gives_a_warning() -> None:
    (warning,) = example("hrc28-panel-2015-standard-slots").warnings
    assert "188 minutes" in warning
    assert "8 over the 180 booked" in warning


@pytest.mark.parametrize("name", ["hrc28-panel-2015", "seminar-2013"])
def test_a_programme_that_fits_gives_no_warning(name: str) -> None:
    assert example(name).warnings == ()


def test_the_keys_of_a_collected_programme_are_accepted(read: Read) -> None:
    created = read(AS_COLLECTED).created
    assert created.body == "OHCHR"
    assert seat(created, "chair").name == "H.E. Mr. Joachim Ruecker"
    assert item(created, "p-4").speaker == "speaker-p-4"


def test_a_full_display_name_is_preferred(read: Read) -> None:
    created = read(AS_COLLECTED.replace('"Rücker"', '"H.E. Mr. Joachim Rücker"')).created
    assert seat(created, "chair").name == "H.E. Mr. Joachim Rücker"


def test_the_chair_can_be_only_a_name(read: Read) -> None:
    assert seat(read(small() + "chair: Bertrand Ramcharan\n").created, "chair").name == "Bertrand Ramcharan"


def test_a_person_who_speaks_twice_has_one_seat(read: Read) -> None:
    again = "      - {id: z, kind: presentation, speaker: Ada, title: Engineer}\n"
    created = read(small() + again).created
    assert item(created, "z").speaker == "speaker-a"
    assert seat(created, "speaker-a").of == "Norway"


def test_the_chair_as_a_speaker_has_the_chairs_seat(read: Read) -> None:
    created = read("chair: {name: Ada, title: Engineer}\n" + small()).created
    assert item(created, "a").speaker == "chair"
    assert seat(created, "chair").category == "chair"


def test_text_on_several_lines_becomes_one_line(read: Read) -> None:
    assert read(small().replace("title: NO", "title: >\n  One\n  two")).created.title == "One two"
