"""A model of three nodes: crashes, broken connections, lost and late hints, clocks that are set.

Whatever happens, each node shows a version of the one log, and an acknowledged command is in the log once. All nodes
are equal as soon as they have read.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from nameplate.meeting import Actor, Command
from nameplate.meeting.floor.giving_floor import GiveFloorToNext
from nameplate.meeting.speakers_list.floor_requests import RequestFloor
from nameplate.meeting.speakers_list.list_opening import OpenList
from nameplate.rooms.answers import Done
from tests.cast import BR, CHAIR, DESK, EVERYBODY, FR, KE
from tests.conftest import Scale
from tests.meeting.always import ALWAYS
from tests.meeting.stories import Story, floor_open
from tests.meeting.test_any_commands import any_command, everything_set, speech_on
from tests.nodes.simulation import Node, Sent, ThreeNodes

NODES = st.integers(0, 2)


class Nodes(RuleBasedStateMachine):
    """Three nodes and what can happen to them."""

    world: ThreeNodes

    @initialize(story=st.sampled_from([speech_on, everything_set, floor_open]))
    def begin(self, story: Callable[[], Story]) -> None:
        self.world = ThreeNodes(story().meeting)
        self.keys = 0

    @rule(node=NODES, by=st.sampled_from(EVERYBODY), data=st.data())
    def anybody_gives_any_command(self, node: int, by: Actor, data: st.DataObject) -> None:
        if room := self.node(node).room:
            self.give(node, data.draw(any_command(room.meeting)), by)

    @rule(node=NODES, by=st.sampled_from((FR, KE, BR)))
    def a_delegation_requests_the_floor(self, node: int, by: Actor) -> None:
        self.give(node, RequestFloor(late=True), by)

    @rule(node=NODES, by=st.sampled_from((CHAIR, DESK)))
    def the_next_speaker_is_called(self, node: int, by: Actor) -> None:
        self.give(node, GiveFloorToNext(), by)

    @rule(node=NODES)
    def the_list_closes_automatically_in_a_minute(self, node: int) -> None:
        self.give(node, OpenList(minutes=1), DESK)

    @rule(node=NODES, data=st.data())
    def a_command_is_sent_again_to_another_node(self, node: int, data: st.DataObject) -> None:
        if self.world.sent and self.node(node).room:
            sent = data.draw(st.sampled_from(self.world.sent))
            self.world.give(self.node(node), sent.command, sent.by, sent.key)

    @rule(node=NODES)
    def a_job_of_the_database_runs(self, node: int) -> None:
        if (database := self.node(node).database).waiting:
            database.run_one()
            self.world.step()

    @rule(node=NODES, is_stored=st.booleans())
    def a_connection_breaks(self, node: int, is_stored: bool) -> None:
        if (database := self.node(node).database).waiting:
            database.lose_one(is_stored)
            self.world.step()

    @precondition(lambda self: self.world.hints)
    @rule(data=st.data(), is_kept=st.booleans())
    def a_hint_arrives(self, data: st.DataObject, is_kept: bool) -> None:
        """In any order, and again when it is kept."""
        hint = data.draw(st.sampled_from(self.world.hints))
        if not is_kept:
            self.world.hints.remove(hint)
        number, version = hint
        if self.node(number).room:
            self.world.catch_up(self.node(number), version)

    @precondition(lambda self: self.world.hints)
    @rule(data=st.data())
    def a_hint_is_lost(self, data: st.DataObject) -> None:
        self.world.hints.remove(data.draw(st.sampled_from(self.world.hints)))

    @rule(node=NODES)
    def a_node_crashes(self, node: int) -> None:
        self.world.crash(self.node(node))

    @rule(node=NODES)
    def a_node_starts(self, node: int) -> None:
        if self.node(node).room is None:
            self.world.open(self.node(node))

    @rule(ms=st.sampled_from((1, 20, 1000, 61_000)))
    def time_passes(self, ms: int) -> None:
        self.world.pass_ms(ms)

    @rule(node=NODES, ms=st.sampled_from((-7_200_000, -5000, 5000, 3_600_000)))
    def the_clock_of_a_node_is_set(self, node: int, ms: int) -> None:
        self.node(node).clocks.step_ms(ms)

    @invariant()
    def every_node_shows_a_version_of_the_log(self) -> None:
        stored = self.world.store.meeting(self.world.code)
        entries = [*stored.entries()][::-1]
        for node in self.world.nodes:
            if node.room:
                meeting = node.room.meeting
                assert [*meeting.entries()][::-1] == entries[: meeting.version]

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.settle()
            self.check()
        finally:
            self.world.close()

    def check(self) -> None:
        """After everything was healed: all nodes are equal, and each acknowledged command is in the log once."""
        stored = self.world.store.meeting(self.world.code)
        for check in ALWAYS:
            check(stored)
        times = [entry.at for entry in stored.entries()]
        assert times == sorted(times, reverse=True)
        for node in self.world.nodes:
            assert node.room and node.room.meeting == stored
        by_command = {entry.command: entry.by for entry in stored.entries()}
        answers = [
            (sent, sent.answer.result())
            for sent in self.world.sent
            if not sent.answer.cancelled() and not sent.answer.exception()
        ]
        done: dict[tuple[str, str | None], tuple[Sent, Done]] = {}
        for sent, answer in answers:
            if isinstance(answer, Done):
                changed = [entry for entry in stored.entries() if entry.version == answer.version]
                assert changed and by_command[changed[0].command] == sent.by.name
                _, first = done.setdefault((sent.by.name, sent.key), (sent, answer))
                assert first == answer, "a key has one effect"
        for sent, answer in answers:
            first_sent, _ = done.get((sent.by.name, sent.key), (sent, answer))
            is_retry = first_sent.answered < sent.given
            assert isinstance(answer, Done) or not is_retry, "a command that was done is done when it is sent again"

    def node(self, number: int) -> Node:
        return self.world.nodes[number]

    def give(self, number: int, command: Command, by: Actor) -> None:
        if self.node(number).room:
            self.keys += 1
            self.world.give(self.node(number), command, by, f"key-{self.keys}")


def test_three_nodes_never_disagree_about_the_log(request: pytest.FixtureRequest, scale: Scale) -> None:
    examples, steps = scale((40, 50), (2000, 60))
    slow = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
    run_state_machine_as_test(
        Nodes,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=slow, print_blob=True
        ),
    )
