"""The list on paper holds everybody who waits, and what the chair needs to go on by hand."""

from __future__ import annotations

import re
from html import unescape

from nameplate.meeting import Meeting
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.floor.points_of_order import RaisePointOfOrder
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import CloseList
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.paper.speakers_list import ListPaper, list_paper
from nameplate.screens.inscription_views import SHOWN
from nameplate.screens.render_context import RenderContext
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.panel import begun, floor_open, then

from .meetings import LONG_NAME, SCREENS, crowded, printed


def view(meeting: Meeting) -> ListPaper:
    return list_paper(RenderContext(meeting, SCREENS.words("en")), meeting.at)


def test_it_holds_everybody_who_waits_however_long_the_list_is() -> None:
    meeting = crowded()
    (speakers,) = (each for each in meeting.lists.values() if each.waiting)
    assert len(speakers.waiting) > 240 > SHOWN
    names = [SCREENS.words("en").seat_name(meeting.seats[each.seat]) for each in speakers.waiting]
    assert [row.view.name for row in view(meeting).lists[0].rows] == names
    shown = re.findall(r'<td class="who"[^>]*><strong>([^<]+)</strong>', printed("list", meeting))
    assert [unescape(name) for name in shown] == names and LONG_NAME in names


def test_it_says_who_has_the_floor_who_was_heard_and_what_comes_after() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (KE, RequestFloor()), (BR, RequestFloor()))
    meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    meeting = then(meeting, (CHAIR, GiveFloorToNext()))
    html = printed("list", meeting)
    paper = view(meeting)
    assert paper.holder and paper.holder.name == "Kenya" and paper.heard == ("France",)
    assert "<strong>Kenya</strong>" in html and "Heard so far: 1" in html and "3:00" in html
    assert [title for title, _ in paper.items][-1] == "Closing"


def test_each_row_has_the_limit_the_likely_time_the_group_the_form_and_the_source() -> None:
    opened = floor_open()
    khor = next(seat.id for seat in opened.seats.values() if seat.name == "Mr. Martin Khor")
    asked = AddInscription("NO", on_behalf_of="Nordic States", form="question", source="paper", to=khor)
    meeting = then(opened, (FR, RequestFloor()), (DESK, asked))
    first, second = view(meeting).lists[0].rows
    assert (first.limit, second.limit) == ("3:00", "2:00")
    assert first.at and second.at > first.at
    html = printed("list", meeting)
    assert "on behalf of Nordic States" in html and "Question to Mr. Martin Khor" in " ".join(html.split())
    assert "paper slip" in html


def test_it_holds_late_requests_rights_of_reply_and_points_of_order() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()))
    meeting = then(meeting, (CHAIR, CloseList()), (KE, RequestFloor(late=True)), (BR, RequestRightOfReply()))
    meeting = then(meeting, (FR, RaisePointOfOrder()))
    paper = view(meeting)
    assert [row.view.name for row in paper.lists[0].late] == ["Kenya"]
    assert [(each.name, each.rows[0].view.name) for each in paper.lists[1:]] == [("Rights of reply", "Brazil")]
    assert paper.points == ("France (Point of order)",)
    html = printed("list", meeting)
    assert "Asked late: 1" in html and all(f"<strong>{name}</strong>" in html for name in ("Kenya", "Brazil"))


def test_a_line_stands_before_the_first_speaker_who_is_not_reached() -> None:
    rows = view(crowded()).lists[0].rows
    lines = [row for row in rows if row.above.startswith("Probably not reached")]
    assert len(lines) == 1 and not lines[0].at
    assert all(not row.at for row in rows[rows.index(lines[0]) :])


def test_it_can_be_printed_before_the_sitting_and_with_an_empty_list() -> None:
    assert "The sitting opens at" in printed("list", begun())
    assert "Nobody is waiting." in printed("list", floor_open())


def test_after_the_last_speech_nobody_has_the_floor() -> None:
    meeting = then(floor_open(), (FR, RequestFloor()), (CHAIR, GiveFloorToNext()))
    meeting = then(meeting, (CHAIR, EndSpeech(meeting.floor or "")))
    assert view(meeting).holder is None and "Nobody" in printed("list", meeting)
