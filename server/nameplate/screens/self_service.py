"""The delegations from which a phone with only the join link chooses, and the phones that wait, for the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nameplate.access.devices import Device
from nameplate.access.join_requests import JoinRequest
from nameplate.access.passes import Pass
from nameplate.meeting import Meeting
from nameplate.wording.labels import LINK_LABELS
from nameplate.wording.language import Words

from .audiences import delegations
from .device_list import device_label
from .inscription_search import plain

LONGEST_SEARCH = 200
MOST_CHOICES = 40
MOST_REQUESTS = 40
MOST_ADMITTED = 20


@dataclass(frozen=True, slots=True)
class DelegationChoice:
    """Delegations as ids and names, in the order of their names, and how many are left out."""

    delegations: tuple[tuple[str, str], ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class JoinRequestView:
    """A phone that waits. `devices` is how many devices its delegation has, `open` how many of them are open now.

    `others` is how many other phones wait for the same delegation.
    """

    hash: str
    code: str
    name: str
    device: str
    asked_at: int
    devices: int
    open: int
    others: int


@dataclass(frozen=True, slots=True)
class JoinRequestsView:
    """The phones that wait, oldest first. `number` is that of all, also of those that a search leaves out."""

    requests: tuple[JoinRequestView, ...]
    beyond: int
    number: int


@dataclass(frozen=True, slots=True)
class AdmittedView:
    """A phone that was admitted. `by` is the link of the person who admitted it."""

    code: str
    name: str
    device: str
    at: int
    by: str


def delegation_choice(meeting: Meeting, words: Words, named: str) -> DelegationChoice:
    """The delegations with a word in their name that begins with `named`, or with `named` as their code."""
    typed = plain(named)
    named_so = sorted((plain(words.seat_name(seat)), seat.id) for seat in delegations(meeting))
    found = [key for name, key in named_so if not typed or f" {typed}" in f" {name}" or plain(key) == typed]
    shown = tuple((key, words.seat_name(meeting.seats[key])) for key in found[:MOST_CHOICES])
    return DelegationChoice(shown, len(found) - len(shown))


def join_requests(
    meeting: Meeting,
    words: Words,
    waiting: Iterable[JoinRequest],
    devices: Iterable[tuple[Pass, Device]],
    is_open: Callable[[Device], bool],
    named: str = "",
) -> JoinRequestsView:
    """The phones that wait. `named` begins their code, or a word of the name of their delegation."""
    typed, requests = plain(named), [*waiting]
    of_seat = Counter(request.seat for request in requests)
    held = [(pass_.seat, is_open(device)) for pass_, device in devices]
    all_devices, open_now = Counter(seat for seat, _ in held), Counter(seat for seat, opened in held if opened)
    found = [
        JoinRequestView(
            request.hash,
            request.code,
            seat_label(meeting, words, request.seat),
            request_label(words, request),
            request.created_at,
            all_devices[request.seat],
            open_now[request.seat],
            of_seat[request.seat] - 1,
        )
        for request in requests
    ]
    wanted = tuple(one for one in found if plain(one.code).startswith(typed) or f" {typed}" in f" {plain(one.name)}")
    return JoinRequestsView(wanted[:MOST_REQUESTS], max(0, len(wanted) - MOST_REQUESTS), len(requests))


def admitted_phones(meeting: Meeting, words: Words, admitted: Iterable[JoinRequest]) -> tuple[AdmittedView, ...]:
    """The phones that were admitted last, the newest first."""
    return tuple(
        AdmittedView(
            request.code,
            seat_label(meeting, words, request.seat),
            request_label(words, request),
            request.decided_at or request.created_at,
            words.label(LINK_LABELS, request.decided_by or ""),
        )
        for request in [*admitted][:MOST_ADMITTED]
    )


def seat_label(meeting: Meeting, words: Words, seat: str) -> str:
    """The name of a seat. Its id if the programme has it no more."""
    found = meeting.seats.get(seat)
    return words.seat_name(found) if found else seat


def request_label(words: Words, request: JoinRequest) -> str:
    """What the phone is, such as “Phone, Safari”."""
    return device_label(words, Device(request.hash, "", request.kind, request.browser, 0, 0))
