"""What an event of the log did, in a few words that a report can print."""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.meeting import Event, LogEntry
from nameplate.meeting.speakers_list.desk_inscriptions import InscriptionAdded
from nameplate.meeting.speakers_list.lots import OrderDrawn

from .id_names import Origins
from .language import Words
from .record_labels import FORMS, ORDERS, duration, label

SENTENCES: Mapping[str, str] = {
    "FloorGiven": "Floor given to %(name)s",
    "SpeakerAbsent": "%(name)s noted as absent",
    "FloorCorrected": "Name of the speaker corrected: %(name)s, not %(other)s",
    "SpeechPutBack": "Call of %(name)s taken back",
    "SpeechEnded": "End of the intervention of %(name)s",
    "ClockPaused": "Clock of %(name)s stopped",
    "ClockResumed": "Clock of %(name)s resumed",
    "ClockAdjusted": "Time of %(name)s changed by %(change)s",
    "ListOpened": "List of speakers opened",
    "ListClosed": "List of speakers closed",
    "FloorRequested": "%(name)s asked for the floor",
    "RequestWithdrawn": "%(name)s withdrew from the list",
    "InscriptionAdded": "%(name)s added to the list",
    "InscriptionAdded priority": "%(name)s added to the list with priority",
    "InscriptionAdmitted": "Late request of %(name)s admitted",
    "InscriptionCorrected": "Entry of %(name)s put right: %(form)s%(behalf)s",
    "SeatCorrected": "%(name)s corrected to: %(kind)s",
    "InscriptionRemoved": "%(name)s removed from the list",
    "InscriptionMoved": "%(name)s moved on the list",
    "InscriptionsSwapped": "%(name)s and %(other)s exchanged places",
    "SwapOffered": "%(name)s offered %(other)s to exchange places",
    "PrioritySet": "%(priority)s: %(name)s",
    "OrderSet": "Order of the list: %(order)s",
    "OrderDrawn receipt": "Order of receipt restored",
    "OrderDrawn lot": "Order of the list drawn by lot with the seed “%(seed)s”",
    "OrderDrawn alphabet": "Order of the list drawn by alphabet from %(letter)s, with the seed “%(seed)s”",
    "PointOfOrderRaised": "%(name)s raised a point of order",
    "PointOfOrderGiven": "Point of order of %(name)s heard",
    "PointOfOrderWithdrawn": "Point of order of %(name)s taken back",
    "PointOfOrderRuled": "Ruling on the point of order of %(name)s",
    "RightOfReplyRequested": "%(name)s asked for a right of reply",
    "ItemAdded": "Item added to the programme: %(item)s",
    "ItemMoved": "Item moved: %(item)s",
    "SpeakerReplaced": "Speaker replaced by %(name)s: %(item)s",
    "ItemOpened": "Item opened: %(item)s",
    "ItemClosed": "Item closed: %(item)s",
    "ItemSkipped": "Item left out: %(item)s",
    "ItemMinutesSet": "%(item)s: %(minutes)s minutes",
    "SittingOpened": "Sitting opened",
    "SittingSuspended": "Sitting suspended",
    "SittingResumed": "Sitting resumed",
    "SittingAdjourned": "Sitting adjourned",
    "SpeakingTimeSet": "Speaking time: %(kind)s %(seconds)s",
    "NoticeSent": "Message shown",
    "NoticeWithdrawn": "Message withdrawn",
    "JoinCodeShown": "Join code shown or hidden",
}
"""By class name; a draw with its method, a place with its priority. An event that is not here is named by its class."""


def describe(entry: LogEntry, words: Words, known: Origins) -> str:
    """The sentence of an event."""
    event = entry.event
    name = _named(event)
    facts = {
        "name": known.person(event) or known.people.get(f"speaker-{entry.version}") or _own(entry, known),
        "other": known.other(event),
        "item": known.item(event) or known.items.get(f"item-{entry.version}", ""),
        "change": _change(getattr(event, "change_ms", 0)),
        "minutes": getattr(event, "minutes", 0),
        "seconds": duration(getattr(event, "seconds", 0) * 1000),
        "kind": _kind(event, words),
        "form": label(words, FORMS, getattr(event, "form", "")),
        "behalf": _behalf(event, words),
        "seed": getattr(event, "seed", ""),
        "letter": getattr(event, "letter", ""),
        "order": label(words, ORDERS, getattr(event, "order", "") if name == "OrderSet" else ""),
        "priority": words.text("Given priority" if getattr(event, "priority", False) else "No longer with priority"),
    }
    return words.text(SENTENCES[name], **facts) if name in SENTENCES else name


def _named(event: Event) -> str:
    match event:
        case OrderDrawn():
            return f"OrderDrawn {event.method}"
        case InscriptionAdded(priority=True):
            return "InscriptionAdded priority"
        case _:
            return type(event).__name__


def _own(entry: LogEntry, known: Origins) -> str:
    return known.people.get(f"i{entry.version}", "")


def _change(ms: int) -> str:
    return ("+" if ms > 0 else "-") + duration(abs(ms))


def _kind(event: Event, words: Words) -> str:
    category = getattr(event, "category", "")
    return words.text("everybody on the floor") if category == "all" else words.category(category) if category else ""


def _behalf(event: Event, words: Words) -> str:
    group = getattr(event, "on_behalf_of", "")
    return words.text(", on behalf of %(group)s", group=group) if group else ""
