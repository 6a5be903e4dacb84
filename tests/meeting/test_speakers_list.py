"""The list of speakers: opening and closing, asking, withdrawing, and what the desk does with the places."""

from dataclasses import replace

import pytest

from nameplate.meeting import Command, Reason
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Item, Sitting
from nameplate.meeting.programme.items import CloseItem, OpenItem
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, RemoveInscription
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.reordering import DeferInscription, MoveInscription, SwapInscriptions
from tests.cast import BR, CHAIR, DESK, FR, KE
from tests.meeting.stories import PROGRAMME, Story, created, floor_open, seconds, sitting_open

LONGEST, TOO_LONG = "x" * 280, "x" * 281


def list_state(story: Story, speakers: str = "first") -> str:
    """Whether a list is unopened, open or closed."""
    return story.meeting.lists[speakers].state


def both_lists() -> Story:
    """France waits for the morning, Kenya for the afternoon."""
    story = floor_open(FR)
    story.press(DESK, AddInscription("KE", item="f3"))
    return story


def test_the_list_of_the_open_item_opens_and_closes_and_opens_again() -> None:
    story = floor_open()
    assert list_state(story) == "open"
    story.press(DESK, CloseList())
    assert list_state(story) == "closed"
    story.press(CHAIR, OpenList())
    assert list_state(story) == "open"


def test_the_list_of_a_later_sitting_opens_by_its_item() -> None:
    story = created()
    story.press(DESK, OpenList("f3"))
    assert (list_state(story, "first"), list_state(story, "second")) == ("unopened", "open")
    story.press(DESK, CloseList("f3"))
    assert list_state(story, "second") == "closed"


def test_before_the_floor_block_the_list_to_come_is_the_one_at_hand() -> None:
    story = sitting_open()
    story.press(CHAIR, OpenItem("p1"))
    story.press(CHAIR, OpenList())
    assert list_state(story) == "open"


def test_what_is_open_is_not_opened_and_what_is_not_open_is_not_closed() -> None:
    story = floor_open()
    assert story.refuse(DESK, OpenList()).reason is Reason.ALREADY
    assert story.refuse(DESK, CloseList("f3")).reason is Reason.ALREADY
    story.press(DESK, CloseList())
    assert story.refuse(CHAIR, CloseList()).reason is Reason.ALREADY


@pytest.mark.parametrize(
    ("item", "reason"), [("f99", Reason.UNKNOWN_ITEM), ("p1", Reason.NO_LIST), (None, Reason.SITTING_NOT_OPEN)]
)
def test_a_list_that_cannot_be_meant_is_refused(item: str | None, reason: Reason) -> None:
    story = created()
    assert story.refuse(DESK, OpenList(item)).reason is reason
    assert story.refuse(DESK, CloseList(item)).reason is reason
    assert story.refuse(DESK, AddInscription("FR", item=item)).reason is reason


def two_lists_of_one_sitting() -> Story:
    """A morning with two floor blocks, each with a list of its own."""
    blocks = (Item("f1", "floor_block", list="first"), Item("f3", "floor_block", list="second"))
    return sitting_open(replace(PROGRAMME, sittings=(Sitting("morning", seconds(0), seconds(60), blocks),)))


def test_the_list_of_the_open_item_is_at_hand_also_when_it_was_preferred_to_another() -> None:
    story = two_lists_of_one_sitting()
    story.press(CHAIR, OpenList("f1"))
    story.press(CHAIR, OpenItem("f3"))
    story.press(CHAIR, OpenList())
    story.press(FR, RequestFloor())
    assert (story.waiting("first"), story.waiting("second")) == ([], ["FR"])


def test_the_list_of_what_is_over_is_no_longer_at_hand_but_the_last_one_stays_so() -> None:
    story = two_lists_of_one_sitting()
    story.press(CHAIR, OpenItem("f1"))
    story.press(CHAIR, CloseItem("f1"))
    story.press(CHAIR, OpenList())
    assert (list_state(story, "first"), list_state(story, "second")) == ("unopened", "open")
    story.press(CHAIR, OpenItem("f3"))
    story.press(CHAIR, CloseItem("f3"))
    story.press(CHAIR, CloseList())
    assert list_state(story, "second") == "closed"


def test_a_sitting_without_a_floor_block_has_no_list() -> None:
    quiet = Sitting("morning", seconds(0), seconds(60), (Item("p1", "presentation"),))
    story = sitting_open(replace(PROGRAMME, sittings=(quiet,), lists=()))
    assert story.refuse(DESK, OpenList()).reason is Reason.NO_LIST
    assert story.refuse(FR, RequestFloor()).reason is Reason.NO_LIST


def test_a_delegation_asks_and_stands_last_on_the_list() -> None:
    story = floor_open(FR)
    story.press(KE, RequestFloor("question", "On article 5", to="lind"), at=10)
    new = story.inscription(story.place("KE"))
    assert story.waiting() == ["FR", "KE"]
    assert (new.form, new.note, new.to, new.source) == ("question", "On article 5", "lind", "phone")
    assert (new.at, new.state) == (seconds(10), "waiting")


@pytest.mark.parametrize("late", [False, True])
def test_a_request_to_nobody_in_particular_may_say_so(late: bool) -> None:
    story = floor_open()
    if late:
        story.press(CHAIR, CloseList())
    story.press(FR, RequestFloor(to="", late=late))
    assert story.inscription(story.place("FR")).to is None


def test_a_delegation_holds_one_place_at_a_time() -> None:
    story = floor_open(KE, FR)
    refused = story.refuse(FR, RequestFloor())
    assert refused.reason is Reason.ALREADY_INSCRIBED
    assert refused.facts == {"place": 2}
    assert story.refuse(DESK, AddInscription("FR")).reason is Reason.ALREADY_INSCRIBED


def test_who_has_the_floor_may_ask_again() -> None:
    story = floor_open(FR, KE)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    story.press(FR, RequestFloor(), at=20)
    assert story.waiting() == ["KE", "FR"]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (RequestFloor("song"), Reason.INVALID),
        (RequestFloor(note=TOO_LONG), Reason.INVALID),
        (RequestFloor(to="nobody"), Reason.UNKNOWN_SEAT),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(command: Command, reason: Reason) -> None:
    assert floor_open().refuse(FR, command).reason is reason


def test_a_request_is_refused_before_the_list_opens_and_after_it_closes() -> None:
    story = sitting_open()
    assert story.refuse(FR, RequestFloor()).reason is Reason.LIST_CLOSED
    story.press(CHAIR, OpenList())
    story.press(CHAIR, CloseList())
    assert story.refuse(FR, RequestFloor()).reason is Reason.LIST_CLOSED


def test_a_presser_without_a_seat_does_not_ask_for_the_floor() -> None:
    assert floor_open().refuse(CHAIR, RequestFloor()).reason is Reason.NO_SEAT


def test_a_delegation_that_is_not_in_the_meeting_does_not_ask_for_the_floor() -> None:
    assert floor_open().refuse(replace(FR, seat="XX"), RequestFloor()).reason is Reason.NO_SEAT


def test_the_list_of_the_next_sitting_takes_requests_before_it_begins() -> None:
    story = created()
    story.press(DESK, OpenList("f3"))
    story.press(FR, RequestFloor())
    assert story.waiting("second") == ["FR"]


def test_the_desk_inscribes_a_delegation_also_on_a_closed_list() -> None:
    story = floor_open(FR)
    story.press(CHAIR, CloseList())
    story.press(DESK, AddInscription("BR", form="joint_statement", on_behalf_of=" the Group ", source="paper"))
    new = story.inscription(story.place("BR"))
    assert story.waiting() == ["FR", "BR"]
    assert (new.form, new.on_behalf_of, new.source) == ("joint_statement", "the Group", "paper")


def test_the_longest_words_are_taken() -> None:
    story = floor_open()
    story.press(FR, RequestFloor(note=LONGEST))
    story.press(DESK, AddInscription(guest=LONGEST, on_behalf_of=LONGEST))
    guest = story.place(story.waiting()[-1])
    story.press(DESK, CorrectInscription(guest, guest=LONGEST.upper(), on_behalf_of=LONGEST.upper()))
    assert story.inscription(guest).on_behalf_of == LONGEST.upper()


def test_what_is_too_long_is_named() -> None:
    story = floor_open()
    story.press(DESK, AddInscription(guest="A mayor"))
    guest = story.place(story.waiting()[0])
    for command, field in [
        (AddInscription(guest=TOO_LONG), "guest"),
        (AddInscription(guest="A mayor", on_behalf_of=TOO_LONG), "on_behalf_of"),
        (CorrectInscription(guest, guest=TOO_LONG), "guest"),
        (CorrectInscription(guest, on_behalf_of=TOO_LONG), "on_behalf_of"),
    ]:
        assert story.refuse(DESK, command).facts == {"field": field}


def test_the_desk_inscribes_a_guest_who_has_no_seat() -> None:
    story = floor_open(FR)
    story.press(DESK, AddInscription(guest=" A mayor "))
    guest = story.meeting.seats[story.waiting()[-1]]
    assert (guest.name, guest.category) == ("A mayor", "other")


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (AddInscription(), Reason.INVALID),
        (AddInscription(guest="   "), Reason.INVALID),
        (AddInscription("FR", guest="A mayor"), Reason.INVALID),
        (AddInscription("XX"), Reason.UNKNOWN_SEAT),
        (AddInscription("FR", form="song"), Reason.INVALID),
        (AddInscription("FR", source="rumour"), Reason.INVALID),
        (AddInscription(guest=TOO_LONG), Reason.INVALID),
        (AddInscription("FR", on_behalf_of=TOO_LONG), Reason.INVALID),
        (AddInscription("FR", item="f99"), Reason.UNKNOWN_ITEM),
    ],
)
def test_an_inscription_that_makes_no_sense_is_refused(command: Command, reason: Reason) -> None:
    assert floor_open().refuse(DESK, command).reason is reason


def test_a_delegation_withdraws_also_from_a_closed_list() -> None:
    story = floor_open(FR, KE)
    story.press(CHAIR, CloseList())
    story.press(FR, WithdrawRequest(story.place("FR")))
    assert story.waiting() == ["KE"]
    assert story.inscription(story.place("FR")).state == "withdrawn"


def test_a_delegation_that_withdrew_may_ask_again_and_is_last() -> None:
    story = floor_open(FR, KE)
    story.press(FR, WithdrawRequest(story.place("FR")))
    story.press(FR, RequestFloor())
    assert story.waiting() == ["KE", "FR"]


def test_the_desk_strikes_a_place() -> None:
    story = floor_open(FR, KE)
    story.press(DESK, RemoveInscription(story.place("FR")))
    assert story.waiting() == ["KE"]
    assert story.inscription(story.place("FR")).state == "removed"


@pytest.mark.parametrize("command", [WithdrawRequest, lambda place: DeferInscription(place, 1)])
def test_the_place_of_another_delegation_is_not_yours(command: type[WithdrawRequest]) -> None:
    story = floor_open(FR, KE)
    assert story.refuse(KE, command(story.place("FR"))).reason is Reason.NOT_YOURS
    story.press(DESK, command(story.place("FR")))


@pytest.mark.parametrize(("before", "order"), [("FR", ["BR", "FR", "KE"]), ("KE", ["FR", "BR", "KE"])])
def test_a_place_is_moved_before_another(before: str, order: list[str]) -> None:
    story = floor_open(FR, KE, BR)
    story.press(DESK, MoveInscription(story.place("BR"), story.place(before)))
    assert story.waiting() == order


def test_a_place_is_moved_last() -> None:
    story = floor_open(FR, KE, BR)
    story.press(DESK, MoveInscription(story.place("FR")))
    assert story.waiting() == ["KE", "BR", "FR"]


def test_moving_a_place_to_where_it_is_changes_nothing() -> None:
    story = floor_open(FR, KE)
    first, second = story.place("FR"), story.place("KE")
    for command in (MoveInscription(first, second), MoveInscription(first, first), MoveInscription(second)):
        assert story.refuse(DESK, command).reason is Reason.ALREADY


def test_a_move_before_somebody_who_has_left_is_overtaken() -> None:
    story = floor_open(FR, KE, BR)
    story.press(FR, WithdrawRequest(story.place("FR")))
    assert story.refuse(DESK, MoveInscription(story.place("BR"), story.place("FR"))).reason is Reason.OVERTAKEN


def test_two_exchange_their_places() -> None:
    story = floor_open(FR, KE, BR)
    story.press(DESK, SwapInscriptions(story.place("FR"), story.place("BR")))
    assert story.waiting() == ["BR", "KE", "FR"]


def test_nobody_exchanges_with_itself() -> None:
    story = floor_open(FR, KE)
    assert story.refuse(DESK, SwapInscriptions(story.place("FR"), story.place("FR"))).reason is Reason.ALREADY


def test_places_of_two_lists_are_not_mixed() -> None:
    story = both_lists()
    morning, afternoon = story.place("FR"), story.place("KE")
    assert story.refuse(DESK, MoveInscription(morning, afternoon)).reason is Reason.INVALID
    assert story.refuse(DESK, SwapInscriptions(morning, afternoon)).reason is Reason.INVALID


@pytest.mark.parametrize(
    ("places", "order"), [(1, ["KE", "FR", "BR"]), (2, ["KE", "BR", "FR"]), (50, ["KE", "BR", "FR"])]
)
def test_a_delegation_lets_others_go_first(places: int, order: list[str]) -> None:
    story = floor_open(FR, KE, BR)
    story.press(FR, DeferInscription(story.place("FR"), places))
    assert story.waiting() == order


@pytest.mark.parametrize("places", [0, -1])
def test_deferring_does_not_go_forward(places: int) -> None:
    story = floor_open(FR, KE)
    assert story.refuse(KE, DeferInscription(story.place("KE"), places)).reason is Reason.INVALID


def test_the_last_on_the_list_has_nobody_to_let_go_first() -> None:
    story = floor_open(FR, KE)
    assert story.refuse(KE, DeferInscription(story.place("KE"), 1)).reason is Reason.ALREADY


def test_what_was_noted_of_a_place_is_corrected_and_the_rest_stays() -> None:
    story = floor_open(FR, KE)
    story.press(DESK, CorrectInscription(story.place("FR"), form="question"))
    story.press(DESK, CorrectInscription(story.place("FR"), on_behalf_of=" the Group "))
    corrected = story.inscription(story.place("FR"))
    assert (corrected.form, corrected.on_behalf_of) == ("question", "the Group")
    assert story.waiting() == ["FR", "KE"]


def test_on_whose_behalf_is_taken_away_by_an_empty_correction() -> None:
    story = floor_open()
    story.press(DESK, AddInscription("FR", on_behalf_of="the Group"))
    story.press(DESK, CorrectInscription(story.place("FR"), on_behalf_of=""))
    assert story.inscription(story.place("FR")).on_behalf_of == ""


def test_the_name_of_a_guest_is_corrected() -> None:
    story = floor_open()
    story.press(DESK, AddInscription(guest="A major"))
    guest = story.waiting()[0]
    story.press(DESK, CorrectInscription(story.place(guest), guest="A mayor"))
    assert story.meeting.seats[guest].name == "A mayor"


def test_a_correction_that_corrects_nothing_is_already_so() -> None:
    story = floor_open(FR)
    for command in (CorrectInscription(story.place("FR")), CorrectInscription(story.place("FR"), form="statement")):
        assert story.refuse(DESK, command).reason is Reason.ALREADY


@pytest.mark.parametrize(
    "wrong", [{"form": "song"}, {"guest": "France"}, {"on_behalf_of": TOO_LONG}], ids=["form", "guest", "on_behalf_of"]
)
def test_a_correction_that_makes_no_sense_is_refused(wrong: dict[str, str]) -> None:
    story = floor_open(FR)
    assert story.refuse(DESK, CorrectInscription(story.place("FR"), **wrong)).reason is Reason.INVALID


@pytest.mark.parametrize("name", ["", "  ", TOO_LONG])
def test_a_guest_keeps_a_name_of_a_sensible_length(name: str) -> None:
    story = floor_open()
    story.press(DESK, AddInscription(guest="A mayor"))
    place = story.place(story.waiting()[0])
    assert story.refuse(DESK, CorrectInscription(place, guest=name)).reason is Reason.INVALID


def about(place: str, other: str) -> list[Command]:
    """Every command that needs a waiting inscription."""
    return [
        WithdrawRequest(place),
        RemoveInscription(place),
        DeferInscription(place, 1),
        MoveInscription(place),
        MoveInscription(place, other),
        CorrectInscription(place, form="question"),
        SwapInscriptions(place, other),
        SwapInscriptions(other, place),
    ]


def test_a_place_that_never_was_is_unknown() -> None:
    story = floor_open(FR)
    for command in [*about("i99", story.place("FR")), MoveInscription(story.place("FR"), "i99")]:
        assert story.refuse(DESK, command).reason is Reason.UNKNOWN_INSCRIPTION


def test_who_has_the_floor_no_longer_waits() -> None:
    story = floor_open(FR, KE)
    story.press(CHAIR, GiveFloorToNext(), at=10)
    for command in about(story.place("FR"), story.place("KE")):
        assert story.refuse(DESK, command, at=20).reason is Reason.NOT_WAITING


def test_who_still_waits_when_the_sitting_is_adjourned_was_not_reached() -> None:
    story = both_lists()
    story.press(CHAIR, AdjournSitting())
    assert (story.waiting("first"), story.waiting("second")) == ([], ["KE"])
    assert story.inscription(story.place("FR")).state == "not_reached"
    assert (list_state(story, "first"), list_state(story, "second")) == ("closed", "unopened")


def test_a_list_that_a_later_sitting_goes_on_with_is_kept() -> None:
    shared = replace(PROGRAMME.sittings[1], items=(Item("f3", "floor_block", list="first"),))
    story = sitting_open(replace(PROGRAMME, sittings=(PROGRAMME.sittings[0], shared)))
    story.press(CHAIR, OpenList())
    story.press(FR, RequestFloor())
    story.press(CHAIR, AdjournSitting())
    story.press(CHAIR, OpenSitting("afternoon"))
    assert (story.waiting(), list_state(story)) == (["FR"], "open")
