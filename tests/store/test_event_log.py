"""The event log in a real database. A replay gives the stored meeting. Private text can be erased."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table, event, select, update

from nameplate.meeting import Actor, Event, Meeting, MeetingCreated, Role
from nameplate.meeting.auxiliary_timer import StartAuxiliaryTimer
from nameplate.meeting.floor.absent_speakers import SpeakerAbsent
from nameplate.meeting.floor.giving_floor import FloorGiven, GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.points_of_order import PointOfOrderRaised, RaisePointOfOrder, RulePointOfOrder
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.notices import SendNotice
from nameplate.meeting.programme.programme_changes import AddItem, ReplaceSpeaker
from nameplate.meeting.programme.programme_revision import ReviseProgramme
from nameplate.meeting.speakers_list.advance_inscriptions import InscribeInAdvance
from nameplate.meeting.speakers_list.desk_inscriptions import AddInscription, InscriptionAdded
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription, InscriptionCorrected
from nameplate.meeting.speeches.clock import AdjustClock
from nameplate.meeting.speeches.speech_end import EndSpeech
from nameplate.meeting.statements import AttachStatement
from nameplate.meeting.undo import Undo
from nameplate.paths import WEB
from nameplate.record.csv_and_json import json_record
from nameplate.store import codec, event_log, tables
from nameplate.store.database import Database, migrate
from nameplate.store.event_log import EventLog
from nameplate.store.hash_chain import DamagedLog
from nameplate.store.log_rows import CommandKey, LogBehind, LogPart, NoMeeting
from nameplate.wording.language import load_words
from tests.cast import BR, CHAIR, DESK, FR, KE, ORGANISER
from tests.panel import AT, CODE, FLOOR_OPEN, begun, panel, then

WORDS = (
    "Ada Lovelace",
    "Grace Hopper",
    "Hypatia",
    "about the order of the day",
    "to what Ada said",
    "out of order, Madam",
    "Augusta Ada King",
    "about the ninth draft",
    "the text of the statement",
    "Please slow down, Ada",
    "The lady in room XX, please",
    "H.E. Mr. Joachim Rücker",
    "Mr. Martin Khor",
    "Ada Byron",
    "Countess of Lovelace",
)


NORWAY = Actor("delegate:NO", Role.DELEGATE, "NO")


def _with_window() -> MeetingCreated:
    """The panel. Delegations can inscribe in advance when it is created."""
    created = panel()
    first = replace(created.sittings[0], inscribe_from=AT, inscribe_until=AT + 60_000)
    return replace(created, sittings=(first, *created.sittings[1:]))


def story() -> Meeting:
    """A meeting in which every private field of every event has a text."""
    meeting = then(
        begun(),
        (ORGANISER, ReviseProgramme(_with_window())),
        (NORWAY, InscribeInAdvance(note="on Ada", dignitary="Ada Byron", dignitary_title="Countess of Lovelace")),
        *((CHAIR, command) for command in FLOOR_OPEN),
        (FR, RequestFloor(note="about the ninth draft")),
        (DESK, AddInscription(guest="Ada Lovelace")),
        (DESK, AddInscription(seat="EU", on_behalf_of="a group")),
    )
    meeting = then(meeting, (KE, RaisePointOfOrder("about the order of the day")))
    point = meeting.points[0].id
    guest, union = (i.id for i in meeting.lists["meeting-1-list"].waiting[1:])
    return then(
        meeting,
        (DESK, CorrectInscription(guest, guest="Augusta Ada King")),
        (DESK, CorrectInscription(union, form="joint_statement")),
        (CHAIR, GiveFloor(inscription=guest)),
        (CHAIR, SendNotice("speaker", "Please slow down, Ada")),
        (CHAIR, SendNotice("hall", "The lady in room XX, please")),
        (CHAIR, SendNotice("booth", "Ada has no text")),
        (CHAIR, StartAuxiliaryTimer("Farewell to Ada", 5)),
        (CHAIR, RulePointOfOrder(point, "out of order, Madam")),
        (CHAIR, GiveFloorToNext()),
        (CHAIR, AddItem("keynote", speaker="Grace Hopper", speaker_title="Commodore")),
        (CHAIR, ReplaceSpeaker("p-13", "Hypatia", "of Alexandria")),
        (KE, RequestRightOfReply("to what Ada said")),
        (BR, RequestFloor()),
        (BR, RequestFloor("not_delivered", "the text of the statement")),
        (DESK, AttachStatement("0" * 32, "pdf", 1, "0" * 64, "Speech of Ada.pdf", union)),
        (CHAIR, AdjustClock(30)),
        (CHAIR, Undo()),
    )


def never(missed: LogPart) -> LogPart:
    """For an append that no other node gets ahead of."""
    raise AssertionError(missed)


async def stored(database: Database, meeting: Meeting, keys: list[CommandKey] | None = None) -> EventLog:
    """Store a meeting."""
    entries = [*meeting.entries()][::-1]
    await database.run(lambda connection: event_log.create(connection, panel(), AT))
    await asyncio.wrap_future(EventLog(database).append(CODE, 1, LogPart(entries[1:], keys or []), never))
    return EventLog(database)


def raw(database: Database, table: Table) -> str:
    """All values in a table."""
    rows = database.run_blocking(lambda connection: connection.execute(select(table)).fetchall())
    return "\n".join(" ".join(map(str, row)) for row in rows)


def contents(folder: Path) -> bytes:
    """All bytes in the files of a folder."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_the_story_has_every_kind_of_private_field() -> None:
    events = [entry.event for entry in story().entries()]
    said = {(type(e), field) for e in events for field in codec.private_fields(type(e)) if getattr(e, field)}
    assert said == {(cls, field) for cls in codec.EVENTS.values() for field in codec.private_fields(cls)}
    assert all(any(word in str(event) for event in events) for word in WORDS)


async def test_a_meeting_is_read_back_as_it_was(database: Database) -> None:
    meeting = story()
    opened = await (await stored(database, meeting)).open(CODE)
    assert opened.meeting == meeting
    assert [*opened.meeting.entries()] == [*meeting.entries()]


OLDER = (
    ("SpeakerAbsent", '{"inscription": "i5", "speech": "s7"}', SpeakerAbsent("i5", "s7", "strike")),
    (
        "FloorGiven",
        '{"seat": "FR", "limit_ms": 180000, "item": "p-9", "inscription": "i5"}',
        FloorGiven("FR", 180_000, "p-9", "i5", by_hand=False),
    ),
    ("PointOfOrderRaised", '{"seat": "KE"}', PointOfOrderRaised("KE", "", "")),
    (
        "InscriptionAdded",
        '{"list": "l", "seat": "FR", "form": "statement", "on_behalf_of": "", "source": "paper", "priority": true}',
        InscriptionAdded("l", "FR", source="paper", priority=True, note=""),
    ),
    (
        "InscriptionCorrected",
        '{"inscription": "i5", "form": "not_delivered", "on_behalf_of": ""}',
        InscriptionCorrected("i5", "not_delivered", "", submitted=False),
    ),
)
"""Events as earlier releases stored them, with fewer fields, and the events that result from decoding them."""


@pytest.mark.parametrize(("name", "body", "event"), OLDER, ids=[name for name, _, _ in OLDER])
def test_an_event_stored_before_a_field_was_added_is_decoded_with_its_default(
    name: str, body: str, event: Event
) -> None:
    assert codec.decode(name, body, None) == event


async def test_the_events_hold_no_private_text(database: Database) -> None:
    await stored(database, story())
    events, words = raw(database, tables.events), raw(database, tables.private_texts)
    assert [word for word in WORDS if word in events] == []
    assert [word for word in WORDS if word not in words] == []


async def test_erasing_removes_private_text_and_keeps_the_times_of_speeches(database: Database) -> None:
    meeting = story()
    log = await stored(database, meeting)
    await database.run(lambda connection: event_log.erase(connection, CODE))
    erased = (await log.open(CODE)).meeting
    assert [word for word in WORDS if word in str(erased) or any(word in str(e) for e in erased.entries())] == []
    record = json_record(erased, load_words(WEB / "locale", "en")).decode()
    assert [word for word in WORDS if word in record] == []
    assert erased.speeches == meeting.speeches
    assert [(e.version, e.at, e.by, e.command) for e in erased.entries()] == [
        (e.version, e.at, e.by, e.command) for e in meeting.entries()
    ]


async def test_erasing_keeps_the_names_of_organizations(database: Database) -> None:
    log = await stored(database, story())
    await database.run(lambda connection: event_log.erase(connection, CODE))
    assert (await log.open(CODE)).meeting.seats["EU"].name == "European Union"


async def test_erased_text_is_not_in_the_file_any_more(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    migrate(database)
    await stored(database, story())
    await database.run(lambda connection: event_log.erase(connection, CODE))
    await asyncio.to_thread(database.close)
    left = contents(tmp_path)
    assert b"SpeechEnded" in left
    assert [word for word in WORDS if word.encode() in left] == []


async def test_erasing_one_meeting_leaves_the_others_alone(database: Database) -> None:
    log = await stored(database, story())
    await database.run(lambda connection: event_log.create(connection, panel("NUMBER2"), AT))
    await database.run(lambda connection: event_log.erase(connection, CODE))
    assert (await log.open("NUMBER2")).meeting.seats["chair"].name == "H.E. Mr. Joachim Rücker"


async def test_a_removed_meeting_leaves_nothing_behind(database: Database) -> None:
    log = await stored(database, story(), [CommandKey("chair", "k", 2, "d")])
    await database.run(lambda connection: event_log.remove(connection, CODE))
    assert not any(raw(database, table) for table in tables.metadata.sorted_tables)
    with pytest.raises(NoMeeting):
        await log.open(CODE)


async def test_idempotency_keys_are_stored_with_the_log(database: Database) -> None:
    keys = [CommandKey("chair", "a", 3, "digest"), CommandKey("delegate:FR", "a", 5, "other")]
    opened = await (await stored(database, story(), keys)).open(CODE)
    assert set(opened.keys) == set(keys)


async def test_an_append_is_decided_again_when_another_node_has_appended_before(database: Database) -> None:
    meeting = story()
    log = await stored(database, meeting)
    elsewhere = then(meeting, (CHAIR, EndSpeech()))
    entry, key = next(elsewhere.entries()), CommandKey("chair", "b", elsewhere.version, "digest")
    await asyncio.wrap_future(log.append(CODE, meeting.version, LogPart([entry], [key]), never))
    seen: list[LogPart] = []

    def after_that(missed: LogPart) -> LogPart:
        seen.append(missed)
        return LogPart([replace(entry, version=entry.version + 1, by="desk")], [])

    await asyncio.wrap_future(log.append(CODE, meeting.version, LogPart([replace(entry, by="desk")], []), after_that))
    assert seen == [LogPart([entry], [key])]
    assert await log.read_after(CODE, meeting.version) == LogPart(
        [entry, replace(entry, version=entry.version + 1, by="desk")], [key]
    )
    assert await log.heads([CODE, "NOSUCH"]) == {CODE: entry.version + 1}


async def test_nothing_is_appended_when_nothing_is_left_of_a_batch(database: Database) -> None:
    meeting = story()
    log = await stored(database, meeting)
    elsewhere = then(meeting, (CHAIR, EndSpeech()))
    entry = next(elsewhere.entries())
    await asyncio.wrap_future(log.append(CODE, meeting.version, LogPart([entry], []), never))
    await asyncio.wrap_future(
        log.append(CODE, meeting.version, LogPart([replace(entry, by="desk")], []), lambda _: LogPart([], []))
    )
    assert (await log.open(CODE)).meeting == elsewhere


async def test_a_log_with_fewer_events_than_were_read_before_is_noticed(database: Database) -> None:
    meeting = story()
    log = await stored(database, meeting)
    with pytest.raises(LogBehind, match=f"has {meeting.version} events; this process has read {meeting.version + 1}"):
        await log.read_after(CODE, meeting.version + 1)


async def test_events_and_their_keys_are_stored_together_or_not_at_all(database: Database) -> None:
    meeting = story()
    log = await stored(database, meeting, [CommandKey("chair", "a", 3, "digest")])
    after = then(meeting, (CHAIR, EndSpeech()))
    with pytest.raises(Exception, match="UNIQUE"):
        new = LogPart([next(after.entries())], [CommandKey("chair", "a", 99, "digest")])
        await asyncio.wrap_future(log.append(CODE, meeting.version, new, never))
    assert (await log.open(CODE)).meeting == meeting


async def test_a_log_is_replayed_outside_the_job_that_fetches_it(
    database: Database,
) -> None:
    log = await stored(database, story())
    await database.run(lambda connection: connection.execute(update(tables.events).values(name="NoSuchEvent")))
    undone: list[Connection] = []

    def note(connection: Connection, name: str, context: None) -> None:
        undone.append(connection)

    event.listen(Engine, "rollback_savepoint", note)
    with pytest.raises(DamagedLog):
        await log.open(CODE)
    event.remove(Engine, "rollback_savepoint", note)
    assert undone == []  # it failed where nothing of the database was held any more


async def test_meetings_are_listed_the_newest_first(database: Database) -> None:
    await database.run(lambda connection: event_log.create(connection, panel("OLD"), 0))
    await database.run(lambda connection: event_log.create(connection, panel("NEW"), 1))
    assert [(code, at) for code, _, at in await EventLog(database).codes()] == [("NEW", 1), ("OLD", 0)]
