"""Events and commands as plain values and back."""

import dataclasses
import importlib
import inspect
import pkgutil
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nameplate import meeting
from nameplate.meeting import PERMISSIONS, Command, Event
from nameplate.meeting.appearance import SetAppearance
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.model.values import Item, Rules, Seat, SpeakersList
from nameplate.meeting.programme.meeting_created import MeetingCreated
from nameplate.meeting.programme.programme_revision import ProgrammeRevised, ReviseProgramme
from nameplate.meeting.speakers_list.desk_inscriptions import InscriptionAdded
from nameplate.meeting.speakers_list.floor_requests import FloorRequested
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.statements import AttachStatement, WithdrawStatement
from nameplate.store import codec

CREATED = st.builds(MeetingCreated, limits=st.dictionaries(st.text(), st.integers()))


def events(cls: type[Event]) -> st.SearchStrategy[Event]:
    """Any event of a class."""
    if cls is ProgrammeRevised:
        return st.builds(cls, programme=CREATED)
    return CREATED if cls is MeetingCreated else st.from_type(cls)


def defined(base: type) -> set[type]:
    """The classes of a kind in the modules of the domain."""
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(meeting.__path__, f"{meeting.__name__}.")]
    classes = {value for module in modules for value in vars(module).values() if inspect.isclass(value)}
    return {found for found in classes if issubclass(found, base) and not inspect.isabstract(found)}


def box(value: object) -> str:
    """A value as a box of a form sends it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def without_empty_options(command: Command) -> Any:
    """The command without empty optional texts, because a form cannot distinguish empty texts from missing texts."""
    optional = [f.name for f in codec.fields_of(type(command)) if f.type == "str | None"]
    kept = {f.name: getattr(command, f.name) for f in codec.fields_of(type(command))}
    return type(command)(**{n: None if n in optional and v == "" else v for n, v in kept.items()})


def test_every_event_and_every_command_of_the_domain_is_known() -> None:
    assert set(codec.EVENTS.values()) == defined(Event)
    assert defined(Command) == set(PERMISSIONS)
    with_pages = {ReviseProgramme, SetAppearance, AttachStatement, WithdrawStatement}  # they have pages of their own
    assert set(codec.COMMANDS.values()) == defined(Command) - with_pages


def test_a_command_has_the_address_of_its_name() -> None:
    assert codec.COMMANDS["give-floor-to-next"] is GiveFloorToNext


@pytest.mark.parametrize("cls", codec.EVENTS.values(), ids=codec.EVENTS)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_an_event_is_read_back_as_it_was_stored_with_its_private_fields_apart(
    cls: type[Event], data: st.DataObject
) -> None:
    event = data.draw(events(cls))
    body, words = codec.encode(event)
    assert codec.decode(cls.__name__, body, words) == event
    assert not set(codec.private_fields(cls)) & set(msgspec.json.decode(body))


@pytest.mark.parametrize("command", codec.COMMANDS)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_command_is_read_from_json(command: str, data: st.DataObject) -> None:
    drawn = data.draw(st.from_type(codec.COMMANDS[command]))
    values = msgspec.json.decode(msgspec.json.encode(drawn))
    assert codec.command(command, values, strict=True) == drawn


@pytest.mark.parametrize("command", codec.COMMANDS)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_command_is_read_from_a_form(command: str, data: st.DataObject) -> None:
    drawn = data.draw(st.from_type(codec.COMMANDS[command]))
    filled = {name: box(value) for name, value in msgspec.to_builtins(drawn).items() if value not in (None, "")}
    emptied = {f.name: "" for f in codec.fields_of(type(drawn)) if f.type == "str" and f.name not in filled}
    assert codec.command(command, filled | emptied, strict=False) == without_empty_options(drawn)


@pytest.mark.parametrize("name", ["null", "None", "true", "1", "[]", "{}", '"', " ", "\0"])
def test_a_name_in_a_form_stays_a_name_whatever_it_looks_like(name: str) -> None:
    given = {"inscription": "i2", "guest": name}
    assert codec.command("correct-inscription", given, strict=False) == CorrectInscription("i2", guest=name)


def test_an_empty_box_means_left_out_but_for_the_nobody_of_after_and_an_emptied_behalf() -> None:
    assert codec.command("give-floor-to-next", {"after": ""}, strict=False) == GiveFloorToNext("")
    corrected = codec.command(
        "correct-inscription", {"inscription": "i2", "guest": "", "on_behalf_of": ""}, strict=False
    )
    assert corrected == CorrectInscription("i2", on_behalf_of="", guest=None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "seconds"),
        ({"seconds": "ten"}, "seconds"),
        ({"seconds": 1.5}, "seconds"),
        ({"seconds": None}, "seconds"),
        ({"seconds": [30]}, "seconds"),
        ({"seconds": 30, "speech": 4}, "speech"),
        ({"seconds": 30, "minutes": 1}, "minutes"),
    ],
)
def test_what_does_not_fit_is_named_by_its_field(values: dict[str, Any], field: str) -> None:
    with pytest.raises(codec.Malformed) as malformed:
        codec.command("adjust-clock", values, strict=True)
    assert malformed.value.field == field


def test_an_erased_event_has_lost_its_words_and_nothing_else() -> None:
    event = FloorRequested("first", "FR", note="about the ninth draft")
    body, words = codec.encode(event)
    assert words == '{"note":"about the ninth draft"}'
    assert codec.decode("FloorRequested", body, None) == FloorRequested("first", "FR")


def test_an_event_that_says_nothing_private_leaves_nothing_beside_the_log() -> None:
    assert codec.encode(InscriptionAdded("first", "FR"))[1] is None


OLD_BODY = (
    '{"code":"geneva","title":"Seminar","sittings":[],"lists":[{"id":"first","items":["f1"],"state":"unopened",'
    '"waiting":[],"past":[],"late":[],"kind":"replies","since":null,"opened_at":null,"closed_at":null,"closes_at":null,'
    '"drawn":null,"shares":{}}],"seats":[],"limits":{"ngo":120},"body":"","room":"","timezone":"UTC",'
    '"rules":{"order":"kept","closes_after_ms":null,"places_each":2,"kept":{"ngo":1},"block":4,"budgets":{},'
    '"replies_each":2,"reply_seconds":[180,120],"reply_kinds":["igo"],"point_seconds":60,"point_kinds":["ngo"],'
    '"handover_ms":20000,"clock_by_hand":false,"closing_gives_way":false}}'
)
NEW_RULES = (
    ',"warn":{"ms":60000,"percent":50},"last":{"ms":30000,"percent":25},"statements":"kept","self_service":false'
)
"""The fields that this release adds to the rules."""
"""The first event of a log as earlier releases stored it, with the old names of some fields."""


def test_the_first_event_is_read_and_stored_under_the_names_of_earlier_releases() -> None:
    event = codec.decode("MeetingCreated", OLD_BODY, None)
    assert isinstance(event, MeetingCreated)
    assert event.rules == Rules(
        order="kept",
        inscriptions_each=2,
        reserved_per_block={"ngo": 1},
        block_size=4,
        reply_categories=("igo",),
        point_categories=("ngo",),
    )
    assert event.lists == (SpeakersList("first", ("f1",), purpose="replies"),)
    assert codec.encode(event) == (
        OLD_BODY.removesuffix("}}") + NEW_RULES + '},"messages":[],"colour":"","logo":"","other_messages":[]}',
        None,
    )


def test_an_item_and_a_seat_of_earlier_releases_have_no_language_and_no_text() -> None:
    item = '{"id":"p1","kind":"keynote","speaker":"FR"}'
    sitting = '{"id":"s1","start":0,"end":1,"items":[' + item + "]}"
    seat = '{"id":"FR","category":"member_state"}'
    body = OLD_BODY.replace('"sittings":[]', f'"sittings":[{sitting}]').replace('"seats":[]', f'"seats":[{seat}]')
    event = codec.decode("MeetingCreated", body, None)
    assert isinstance(event, MeetingCreated)
    assert event.sittings[0].items == (Item("p1", "keynote", speaker="FR"),)
    assert event.seats == (Seat("FR", "member_state"),) and event.other_messages == ()
    again, private = codec.encode(event)
    assert codec.decode("MeetingCreated", again, private) == event


def test_every_stored_name_belongs_to_a_field_and_no_two_fields_share_one() -> None:
    for cls, names in codec.STORED_NAMES.items():
        fields = {field.name for field in dataclasses.fields(cls)}
        assert names.keys() <= fields
        assert len({names.get(name, name) for name in fields}) == len(fields)
