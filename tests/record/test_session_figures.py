"""The figures of several meetings agree with their records, and know the regional groups of States."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate.paths import WEB
from nameplate.record import Account, account_of
from nameplate.record.regional_groups import GROUP_NAMES, GROUP_OF, GROUPS, WITHOUT_GROUP
from nameplate.record.session_figures import NOT_REACHED, Figures, asked_in_vain, session_figures
from nameplate.record.session_pages import heard_page, session_csv, session_json, session_page
from nameplate.screens.rendering import Renderer
from nameplate.wording.country_names import country_names
from tests.record.story import HOSTILE, english, full_meeting
from tests.record.test_nothing_is_lost import STEPS, Step, meeting_after

STORY = account_of(full_meeting(), english())


def accounts(*stories: list[Step]) -> list[Account]:
    """The account of a meeting after each of these stories."""
    found = [account_of(meeting_after(steps), english()) for steps in stories]
    return [replace(each, code=f"MEETING{number}") for number, each in enumerate(found)]


def added(figures: Iterable[Figures]) -> tuple[int, ...]:
    """What can be added up. The number of speakers and the median cannot."""
    columns = [
        (
            *(f.interventions, f.statements, f.rights_of_reply, f.points_of_order),
            *(f.limit_ms, f.used_ms, f.over, f.over_ms),
            *(f.unheard.get(state, 0) for state in ("not_reached", "refused", "absent", "withdrawn", "waiting")),
        )
        for f in figures
    ]
    return tuple(map(sum, zip(*columns, strict=True))) or (0,) * 13


@settings(max_examples=40)
@given(st.lists(STEPS, max_size=3))
def test_totals_are_the_sums_of_the_accounts(stories: list[list[Step]]) -> None:
    counted = accounts(*stories)
    found = session_figures(counted)
    total = found.total
    totals = [each for account in counted for each in account.totals]
    assert total.interventions == sum(t.interventions for t in totals)
    assert total.limit_ms == sum(t.limit_ms for t in totals)
    assert total.used_ms == sum(t.used_ms for t in totals)
    assert (total.over, total.over_ms) == (sum(t.over for t in totals), sum(t.over_ms for t in totals))
    assert sum(total.unheard.values()) == sum(len(account.unheard) for account in counted)
    assert total.points_of_order == sum(len(s.points) for account in counted for s in account.sittings)
    assert total.rights_of_reply == sum(len(s.rights_of_reply) for account in counted for s in account.sittings)
    for parts in (found.meetings, found.categories, found.participants):
        assert added(each.figures for each in parts) == added([total])
    for each in found.categories:
        of_kind = [t for t in totals if t.kind == each.group]
        assert each.figures.used_ms == sum(t.used_ms for t in of_kind)
        assert each.figures.interventions == sum(t.interventions for t in of_kind)
    states = [each for each in found.participants if each.seat in GROUP_OF]
    assert added(each.figures for each in found.regions) == added(each.figures for each in states)


def test_a_state_in_two_meetings_is_one_participant_and_is_heard_in_both() -> None:
    found = session_figures([STORY, replace(STORY, code="SECOND")])
    (france,) = [each for each in found.participants if each.seat == "FR"]
    one = next(each for each in session_figures([STORY]).participants if each.seat == "FR")
    assert (france.meetings, one.meetings) == (2, 1)
    assert france.figures.interventions == 2 * one.figures.interventions
    assert found.total.heard == session_figures([STORY]).total.heard
    assert france.region == "western_european_and_other"


def test_persons_without_a_name_are_not_taken_for_one() -> None:
    """After names were erased, the seats of two meetings say nothing about the person."""
    podium = STORY.sittings[0].interventions[1]
    erased = replace(podium, who=replace(podium.who, name=podium.who.seat, of=""))
    account = replace(STORY, sittings=(replace(STORY.sittings[0], interventions=(erased,), unheard=(), points=()),))
    assert session_figures([account, replace(account, code="SECOND")]).total.heard == 2


def test_those_that_were_never_heard_come_first_among_those_not_reached() -> None:
    found = asked_in_vain(session_figures([STORY]))
    assert [each.name for each in found] == sorted(
        {u.who.name for u in STORY.unheard if u.state in NOT_REACHED}, key=[each.name for each in found].index
    )
    heard = [each.figures.statements > 0 for each in found]
    assert found and heard == sorted(heard)


def test_planned_and_used_time_are_those_of_the_record() -> None:
    found = session_figures([STORY, STORY])
    items = [i for s in STORY.sittings for i in s.programme if i.planned_minutes is not None and i.used_ms is not None]
    assert sum(each.planned_ms for each in found.items) == 2 * sum((i.planned_minutes or 0) * 60_000 for i in items)
    assert sum(each.used_ms for each in found.items) == 2 * sum(i.used_ms or 0 for i in items)
    (first, _) = found.meetings
    assert first.booked_ms == 3 * 3_600_000  # the afternoon was not held
    sitting = STORY.sittings[0]
    assert sitting.closed_at and sitting.opened_at
    (pause,) = sitting.suspensions
    assert first.sat_ms == sitting.closed_at - sitting.opened_at - ((pause.until_at or 0) - pause.since_at)


def test_every_state_is_in_one_group_or_is_known_to_be_in_none() -> None:
    states = {*country_names(WEB / "locale", "en")}
    assert sum(map(len, GROUPS.values())) == len(GROUP_OF)
    assert {*GROUP_OF} | WITHOUT_GROUP == states
    assert {*GROUPS} == {*GROUP_NAMES}
    assert {group: len(codes) for group, codes in GROUPS.items()} == {
        "african": 54,
        "asia_pacific": 55,  # with the State of Palestine
        "eastern_european": 23,
        "latin_american_and_caribbean": 33,
        "western_european_and_other": 29,
    }
    assert [GROUP_OF[code] for code in ("IL", "TR", "US", "KI")] == [
        *["western_european_and_other"] * 3,
        "asia_pacific",
    ]


def test_the_spreadsheet_has_a_row_for_each_participant_and_no_formula() -> None:
    figures = session_figures([STORY])
    rows = [*csv.DictReader(io.StringIO(session_csv(figures, english()).decode("utf-8-sig"), newline=""))]
    assert [row["Code"] for row in rows] == [each.seat for each in figures.participants]
    (guarded,) = [row["Name"] for row in rows if "HYPERLINK" in row["Name"]]
    assert guarded.startswith("'=")
    assert sum(int(row["Used (s)"]) for row in rows) > 0


def test_the_json_has_the_figures() -> None:
    figures = session_figures([STORY])
    found = json.loads(session_json(figures))
    assert found["total"]["used_ms"] == figures.total.used_ms
    assert found["meetings"][0]["code"] == "STORY234"


def test_both_pages_show_names_as_text_and_the_groups() -> None:
    renderer = Renderer(WEB, lambda code: code)
    for page in (session_page, heard_page):
        shown = page(session_figures([STORY]), english(), renderer, "meeting=STORY234", "")
        assert "African States" in shown and "Latin American and Caribbean States" in shown
        assert HOSTILE not in shown and "&lt;script&gt;" in shown
        assert "Not counted" not in shown
    assert "A morning (rehearsal)" in heard_page(session_figures([]), english(), renderer, "", "A morning")


def test_those_who_were_heard_on_the_pages_add_up_to_the_head() -> None:
    renderer = Renderer(WEB, lambda code: code)
    figures = session_figures([STORY, replace(STORY, code="SECOND")])
    page = heard_page(figures, english(), renderer, "", "")
    ((heard, floor, podium),) = re.findall(r"(\d+) speakers: (\d+) on the floor, (\d+) on the podium", page)
    assert int(heard) == int(floor) + int(podium) == figures.total.heard and int(podium) > 0
    by_group = re.findall(r"<p>(?:States heard|Heard): (\d+)", page)
    assert len(by_group) == len(figures.regions) + 1
    assert sum(map(int, by_group)) == int(floor)
    assert "States heard: 1 of 33" in page and "States were heard" not in page


def test_all_times_of_the_figures_have_one_form() -> None:
    renderer = Renderer(WEB, lambda code: code)
    for page in (session_page, heard_page):
        shown = page(session_figures([STORY]), english(), renderer, "", "")
        times = re.findall(r"(?<![\d:])\d+:\d\d(?::\d\d)?(?![\d:])", re.sub(r"<svg.*?</svg>", "", shown, flags=re.S))
        assert "3:00:00" in times and len(times) > 10
        assert [each for each in times if not re.fullmatch(r"\d+:\d\d:\d\d", each)] == []
