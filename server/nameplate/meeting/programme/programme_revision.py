"""Replacing the whole programme, with participants and rules, until the meeting begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nameplate.meeting.model.changed_copy import changed
from nameplate.meeting.model.command import Actor, Command
from nameplate.meeting.model.meeting import Event, Meeting, private, require
from nameplate.meeting.model.refusal import Reason, Refused
from nameplate.meeting.model.values import Inscription, Seat, SpeakersList
from nameplate.meeting.speakers_list.orders import ORDERS, arrange, starting_from_receipt
from nameplate.meeting.statements import without_unknown

from .meeting_created import MeetingCreated


@dataclass(frozen=True, slots=True)
class ReviseProgramme(Command):
    """Replace all that the programme file and the list of participants say. Links and the join code stay as they are.

    Only until a sitting or a list of speakers is opened, and not in a rehearsal. After that, the desk changes the
    programme. Inscriptions stay as long as their list and their seat are in the new programme.
    `replaces` is the version of the meeting that the editor has seen: a newer one is not replaced.
    """

    programme: MeetingCreated
    replaces: int | None = None

    def decide(self, meeting: Meeting, by: Actor, at: int) -> tuple[Event, ...] | Refused:
        if getattr(self.programme, "code", None) != meeting.code:
            return Refused(Reason.INVALID, {"field": "programme"})
        if meeting.rehearsal:
            return Refused(Reason.IN_REHEARSAL)
        if has_begun(meeting):
            return Refused(Reason.MEETING_BEGUN)
        if self.replaces not in (None, meeting.version):
            return Refused(Reason.OVERTAKEN)
        return (ProgrammeRevised(replace(self.programme, people=()), self.programme.people, keeps_inscriptions=True),)


@dataclass(frozen=True, slots=True)
class ProgrammeRevised(Event):
    """The programme was replaced. `people` are the persons of the new one, who are private here, too.

    Without `keeps_inscriptions`, the event is from a release that replaced a programme only before the first
    inscription.
    """

    programme: MeetingCreated
    people: tuple[Seat, ...] = private(())
    keeps_inscriptions: bool = False

    def apply(self, meeting: Meeting, at: int) -> Meeting:
        require(not has_begun(meeting), "the meeting has not begun")
        require(self.keeps_inscriptions or not _has_inscriptions(meeting), "nobody has inscribed")
        revised = replace(self.programme, people=self.people).content_of(meeting)
        revised = changed(revised, lists=_with_inscriptions(revised, meeting))
        kept = {one.id for speakers in revised.lists.values() for one in speakers.waiting}
        swaps = tuple(pair for pair in meeting.swaps if {*pair} <= kept)
        return changed(revised, swaps=swaps, statements=without_unknown(revised, meeting.statements))


def has_begun(meeting: Meeting) -> bool:
    """Whether a sitting or a list of speakers was opened, or somebody had the floor or raised a point of order."""
    if any(sitting.state != "planned" for sitting in meeting.sittings) or meeting.points or meeting.speeches:
        return True
    return any(each.purpose == "speakers" and each.state != "unopened" for each in meeting.lists.values())


def lost_inscriptions(meeting: Meeting, programme: MeetingCreated) -> list[Inscription]:
    """The inscriptions, also those not confirmed, that a meeting would lose if this programme replaced its own."""
    lists = _with_inscriptions(programme.content_of(meeting), meeting)
    kept = {one.id for speakers in lists.values() for one in (*speakers.waiting, *speakers.late)}
    before = [one for speakers in meeting.lists.values() for one in (*speakers.waiting, *speakers.late)]
    return [one for one in before if one.id not in kept]


def _has_inscriptions(meeting: Meeting) -> bool:
    return any(each.waiting or each.late or each.past for each in meeting.lists.values())


def _with_inscriptions(revised: Meeting, before: Meeting) -> Mapping[str, SpeakersList]:
    """The lists of a new programme with the inscriptions of the lists before it, whose seats are still known.

    A list is the one with the same id, or else the first one that has one of its items.
    """
    lists = {**revised.lists}
    for old in before.lists.values():
        new = lists.get(old.id) or next((each for each in lists.values() if {*each.items} & {*old.items}), None)
        if new is None or not (old.waiting or old.late or old.past or old.draw):
            continue

        def moved(ones: tuple[Inscription, ...], to: str = new.id) -> tuple[Inscription, ...]:
            return tuple(replace(one, list=to) for one in ones if one.seat in revised.seats)

        new = changed(
            new,
            waiting=(*new.waiting, *moved(old.waiting)),
            late=(*new.late, *moved(old.late)),
            past=(*new.past, *moved(old.past)),
            draw=new.draw or old.draw,
        )
        if new.purpose == "speakers" and (revised.rules, revised.seats) != (before.rules, before.seats):
            order = starting_from_receipt(new, ORDERS[revised.rules.order])
            new = changed(new, waiting=arrange(revised, new.waiting, order))
        lists[new.id] = new
    return lists
