"""The data that all parts of the account share: the meeting, its log, the numbers of interventions, and names."""

from __future__ import annotations

from nameplate.meeting import Meeting
from nameplate.meeting.model.values import Sitting, SpeakersList
from nameplate.meeting.programme.speaker_roles import role_or_category
from nameplate.wording.language import Words

from .account_values import COUNTING_STATES, Speaker
from .log_history import read_log


class AccountContext:
    """A meeting, and values that are read from its log once. Immutable after construction."""

    def __init__(self, meeting: Meeting, words: Words) -> None:
        self.meeting = meeting
        self.words = words
        self.log = read_log(meeting, words)
        self.granted_ms = self.log.granted_ms()
        self.started_at = self.log.started_at()
        self.left_at = self.log.left_at()
        self.item_times = self.log.item_times()
        self.interrupted = self.log.interrupted()
        self.ruled_at = self.log.ruled_at()
        counted = [s.id for s in meeting.speeches.values() if s.state in COUNTING_STATES]
        self.intervention_numbers = {speech: number for number, speech in enumerate(counted, 1)}

    def speaker(self, seat_id: str, item: str | None = None) -> Speaker:
        """The name, function and category of a seat. The category may depend on the item."""
        seat = self.meeting.seats[seat_id]
        return Speaker(
            seat.id, self.words.seat_name(seat), role_or_category(self.meeting, seat, item), seat.title, seat.of
        )

    def seat_name(self, seat_id: str) -> str:
        """The name of a seat. For an unknown seat, its id."""
        seat = self.meeting.seats.get(seat_id)
        return self.words.seat_name(seat) if seat else seat_id

    def sitting_id(self, at: int, item: str | None = None) -> str:
        """The sitting that contains the item. Without an item: the last sitting that was opened before `at` (ms)."""
        sittings = self.meeting.sittings
        for sitting in sittings:
            if item and any(i.id == item for i in sitting.items):
                return sitting.id
        opened = [s for s in sittings if s.opened_at is not None and s.opened_at <= at]
        return max(opened, key=lambda s: s.opened_at or 0).id if opened else sittings[0].id

    def sittings_of(self, speakers: SpeakersList) -> list[Sitting]:
        """The sittings with an item that uses a list."""
        return [
            s
            for s in self.meeting.sittings
            if speakers.id == f"{s.id}-replies" or any(i.list == speakers.id for i in s.items)
        ]
