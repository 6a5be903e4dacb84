"""The remote delegations of a meeting and their connections: for the desk, and for the chair before a call."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from nameplate.meeting import Meeting
from nameplate.meeting.floor.next_speaker import upcoming_calls
from nameplate.meeting.model.values import RemoteState, Seat
from nameplate.meeting.remote_delegations import forgotten, remote_state
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message

MICROPHONE_LABELS: Mapping[str, Message] = {
    "on": N_("microphone on"),
    "muted": N_("microphone muted"),
}


@dataclass(frozen=True, slots=True)
class RemoteView:
    """A remote delegation. `state`: in_conference, connected (its page is open), unknown, away.

    `unknown_since` (UTC, ms): since then no bridge has said whether it is in the conference. None if it was said, or if
    no bridge has ever said it.

    `waits`: it is on a list. `lower_hand`: its hand is still raised in the conference, although nothing waits for it:
    the moderator of the conference should lower it. `tested_at` is UTC in milliseconds.
    """

    seat: str
    name: str
    state: str
    unknown_since: int | None
    microphone: str
    hand: bool
    waits: bool
    lower_hand: bool
    tested_at: int | None
    round_trip_ms: int
    test_failed: bool


def remote_views(
    meeting: Meeting, words: Words, open_seats: Collection[str], outdated_before: int = 0
) -> tuple[RemoteView, ...]:
    """The remote delegations by name. `open_seats` have the delegate's page open on some device.

    Reports of bridges from before `outdated_before` (UTC, ms) say nothing any more.
    """
    views = (_view(meeting, words, each, open_seats, outdated_before) for each in meeting.seats.values() if each.remote)
    return tuple(sorted(views, key=lambda view: view.name))


def next_remote(
    meeting: Meeting, words: Words, open_seats: Collection[str], outdated_before: int = 0
) -> RemoteView | None:
    """The speaker who is called next, if this is a remote delegation."""
    call = next(upcoming_calls(meeting), None)
    seat = meeting.seats.get(call.seat) if call else None
    return _view(meeting, words, seat, open_seats, outdated_before) if seat and seat.remote else None


def _view(meeting: Meeting, words: Words, seat: Seat, open_seats: Collection[str], outdated_before: int) -> RemoteView:
    known = remote_state(meeting, seat.id)
    if known.reported_at is not None and known.reported_at < outdated_before:
        known = forgotten(known, outdated_before)
    own = meeting.inscriptions.for_seat(seat.id)
    waits = any(one.state in ("waiting", "late") for one in own)
    was_called = any(one.raised_at is not None and one.state in ("speaking", "heard", "absent") for one in own)
    microphone = MICROPHONE_LABELS.get(known.microphone) if known.in_conference else None
    return RemoteView(
        seat=seat.id,
        name=words.seat_name(seat),
        state=_state(known, seat.id in open_seats),
        unknown_since=known.forgotten_at,
        microphone=words.translate(microphone) if microphone else "",
        hand=known.hand,
        waits=waits,
        lower_hand=known.hand and was_called and not waits,
        tested_at=known.tested_at,
        round_trip_ms=known.round_trip_ms,
        test_failed=known.tested_at is not None and not known.live,
    )


def _state(known: RemoteState, is_open: bool) -> str:
    if known.in_conference:
        return "in_conference"
    if is_open:
        return "connected"
    return "away" if known.forgotten_at is None else "unknown"
