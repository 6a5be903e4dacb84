"""The sentences about events: one for the consoles of the chair and the desk, and one for the record.

The table has one row for each class of event. On the console, the reader is the person who acted ("Opened the
sitting"). In the record, the reader was perhaps not present ("Sitting opened"). Some sentences have variants, which
depend on the fields of the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nameplate.meeting import Event, statements
from nameplate.meeting.appearance import AppearanceSet
from nameplate.meeting.auxiliary_timer import AuxiliaryTimerStarted, AuxiliaryTimerStopped
from nameplate.meeting.booth_signals import SignalSent
from nameplate.meeting.category_correction import SeatCorrected
from nameplate.meeting.floor import (
    absent_speakers,
    floor_correction,
    giving_floor,
    points_of_order,
    put_back,
    right_of_reply,
)
from nameplate.meeting.join_code import JoinCodeShown
from nameplate.meeting.log_replay import RehearsalEnded
from nameplate.meeting.notices import NoticeSent, NoticeWithdrawn
from nameplate.meeting.podium_signals import PodiumDarkened, PodiumFlashed
from nameplate.meeting.programme import items, participants, programme_changes, programme_revision, sittings, warnings
from nameplate.meeting.ready_messages import ReadyMessagesSet
from nameplate.meeting.rehearsal import RehearsalBegan, RehearsalKept
from nameplate.meeting.remote_delegations import ConnectionReported, ConnectionsForgotten, ConnectionTested, RemoteSet
from nameplate.meeting.speakers_list import (
    advance_inscriptions,
    desk_inscriptions,
    floor_requests,
    inscription_correction,
    list_opening,
    lots,
    order_choice,
    raised_hands,
    reordering,
    swaps,
)
from nameplate.meeting.speeches import clock, speaking_times, speech_end

from .messages import N_, Message

Sentence = Message | Mapping[str, Message]
"""One sentence, or several sentences by variant of the event."""


@dataclass(frozen=True, slots=True)
class EventSentences:
    """The sentence on the console, and the sentence in the record. If only one is given, both are the same."""

    console: Sentence
    record: Sentence | None = None

    def on_console(self, event: Event) -> Message:
        """The sentence for the console."""
        return _chosen(self.console, event)

    def in_record(self, event: Event) -> Message:
        """The sentence for the record."""
        return _chosen(self.record or self.console, event)


def _chosen(sentence: Sentence, event: Event) -> Message:
    return sentence[_variant(event)] if isinstance(sentence, Mapping) else sentence


def _variant(event: Event) -> str:
    """The variant of an event, as one word. It depends on the fields of the event."""
    match event:
        case lots.OrderDrawn():
            return event.method
        case absent_speakers.SpeakerAbsent():
            return event.then
        case desk_inscriptions.InscriptionAdded() | desk_inscriptions.PrioritySet():
            return "priority" if event.priority else ""
        case desk_inscriptions.InscriptionAdmitted():
            return ("priority" if event.priority else "advance") if event.advance else ""
        case inscription_correction.InscriptionCorrected():
            return "group" if event.on_behalf_of else ""
        case warnings.WarningsSet():
            return f"{event.amber_unit}, {event.red_unit}"
        case JoinCodeShown():
            return "shown" if event.shown else ""
        case RemoteSet():
            return "remote" if event.remote else ""
        case ConnectionReported():
            return "in" if event.in_conference else ""
        case PodiumDarkened():
            return "dark" if event.dark else ""
        case statements.StatementAttached():
            return "replaced" if event.replaced else ""
        case AppearanceSet():
            return _part_of_appearance(event)
        case SignalSent():
            return event.signal
        case _:
            return ""


def _part_of_appearance(event: AppearanceSet) -> str:
    if event.logo is None:
        return "colour" if event.colour else "no colour"
    if event.colour is None:
        return "logo" if event.logo else "no logo"
    return ""


SENTENCES: Mapping[type[Event], EventSentences] = {
    giving_floor.FloorGiven: EventSentences(N_("Gave the floor to %(name)s"), N_("Floor given to %(name)s")),
    absent_speakers.SpeakerAbsent: EventSentences(
        {
            "strike": N_("Called %(name)s absent"),
            "end": N_("Called %(name)s absent, to the end"),
            "pass": N_("Called %(name)s absent, passed over"),
        },
        N_("%(name)s noted as absent"),
    ),
    floor_correction.FloorCorrected: EventSentences(
        N_("Corrected the name of the speaker: %(name)s"),
        N_("Name of the speaker corrected: %(name)s, not %(other)s"),
    ),
    put_back.SpeechPutBack: EventSentences(N_("Put %(name)s back on the list"), N_("Call of %(name)s taken back")),
    speech_end.SpeechEnded: EventSentences(
        N_("Ended the speech of %(name)s"), N_("End of the intervention of %(name)s")
    ),
    clock.ClockPaused: EventSentences(N_("Paused the clock of %(name)s"), N_("Clock of %(name)s stopped")),
    clock.ClockResumed: EventSentences(N_("Let the clock of %(name)s run"), N_("Clock of %(name)s resumed")),
    clock.ClockAdjusted: EventSentences(
        N_("Changed the time of %(name)s"), N_("Time of %(name)s changed by %(change)s")
    ),
    list_opening.ListOpened: EventSentences(N_("Opened the list of speakers"), N_("List of speakers opened")),
    list_opening.ListClosed: EventSentences(N_("Closed the list of speakers"), N_("List of speakers closed")),
    floor_requests.FloorRequested: EventSentences(N_("%(name)s asked for the floor")),
    floor_requests.RequestWithdrawn: EventSentences(
        N_("Withdrew %(name)s from the list"), N_("%(name)s withdrew from the list")
    ),
    advance_inscriptions.InscribedInAdvance: EventSentences(N_("%(name)s inscribed in advance")),
    raised_hands.HandRaised: EventSentences(
        N_("%(name)s raised the hand in the conference"),
        N_("%(name)s raised the hand in the conference %(said)s s before the server knew; counted: %(counted)s s"),
    ),
    raised_hands.HandLowered: EventSentences(N_("%(name)s lowered the hand in the conference")),
    RemoteSet: EventSentences(
        {"": N_("%(name)s takes part in the room"), "remote": N_("%(name)s takes part remotely")}
    ),
    ConnectionReported: EventSentences(
        {"": N_("%(name)s is not in the conference"), "in": N_("%(name)s is in the conference")}
    ),
    ConnectionsForgotten: EventSentences(N_("The connection to the conference is lost")),
    ConnectionTested: EventSentences(N_("%(name)s tested the connection")),
    desk_inscriptions.InscriptionAdded: EventSentences(
        N_("Added %(name)s to the list"),
        {"": N_("%(name)s added to the list"), "priority": N_("%(name)s added to the list with priority")},
    ),
    inscription_correction.InscriptionCorrected: EventSentences(
        N_("Corrected the entry of %(name)s"),
        {
            "": N_("Entry of %(name)s put right: %(form)s"),
            "group": N_("Entry of %(name)s put right: %(form)s, on behalf of %(group)s"),
        },
    ),
    desk_inscriptions.InscriptionRemoved: EventSentences(
        N_("Removed %(name)s from the list"), N_("%(name)s removed from the list")
    ),
    desk_inscriptions.InscriptionAdmitted: EventSentences(
        {
            "": N_("Admitted %(name)s to the list"),
            "advance": N_("Confirmed %(name)s on the list"),
            "priority": N_("Confirmed %(name)s on the list, with priority"),
        },
        {
            "": N_("Late request of %(name)s admitted"),
            "advance": N_("Advance inscription of %(name)s confirmed"),
            "priority": N_("Advance inscription of %(name)s confirmed with priority"),
        },
    ),
    desk_inscriptions.PrioritySet: EventSentences(
        N_("Changed the priority of %(name)s"),
        {"": N_("No longer with priority: %(name)s"), "priority": N_("Given priority: %(name)s")},
    ),
    SeatCorrected: EventSentences(
        N_("Corrected the kind of speaker of %(name)s"), N_("%(name)s corrected to: %(category)s")
    ),
    participants.ParticipantAdded: EventSentences(
        N_("Added the participant %(name)s"), N_("Participant added: %(name)s (%(category)s)")
    ),
    AppearanceSet: EventSentences(
        {
            "": N_("Changed the colour and the logo of the meeting"),
            "colour": N_("Changed the colour of the meeting"),
            "no colour": N_("Removed the colour of the meeting"),
            "logo": N_("Changed the logo of the meeting"),
            "no logo": N_("Removed the logo of the meeting"),
        },
        {
            "": N_("Colour and logo of the meeting changed"),
            "colour": N_("Colour of the meeting changed"),
            "no colour": N_("Colour of the meeting removed"),
            "logo": N_("Logo of the meeting changed"),
            "no logo": N_("Logo of the meeting removed"),
        },
    ),
    ReadyMessagesSet: EventSentences(N_("Changed the ready-made messages"), N_("Ready-made messages changed")),
    order_choice.OrderSet: EventSentences(N_("Order of the list: %(order)s")),
    lots.OrderDrawn: EventSentences(
        N_("Order of the list: %(method)s"),
        {
            "receipt": N_("Order of receipt restored"),
            "lot": N_("Order of the list drawn by lot with the seed “%(seed)s”"),
            "alphabet": N_("Order of the list drawn by alphabet from %(letter)s, with the seed “%(seed)s”"),
        },
    ),
    swaps.SwapOffered: EventSentences(
        N_("Offered to swap places"), N_("%(name)s offered %(other)s to exchange places")
    ),
    reordering.InscriptionMoved: EventSentences(N_("Moved %(name)s on the list"), N_("%(name)s moved on the list")),
    swaps.InscriptionsSwapped: EventSentences(
        N_("Swapped the place of %(name)s"), N_("%(name)s and %(other)s exchanged places")
    ),
    points_of_order.PointOfOrderRaised: EventSentences(N_("%(name)s raised a point of order")),
    points_of_order.PointOfOrderWithdrawn: EventSentences(
        N_("Took back a point of order"), N_("Point of order of %(name)s taken back")
    ),
    points_of_order.PointOfOrderGiven: EventSentences(
        N_("Heard a point of order"), N_("Point of order of %(name)s heard")
    ),
    points_of_order.PointOfOrderRuled: EventSentences(
        N_("Ruled on a point of order"), N_("Ruling on the point of order of %(name)s")
    ),
    right_of_reply.RightOfReplyRequested: EventSentences(N_("%(name)s asked for a right of reply")),
    programme_revision.ProgrammeRevised: EventSentences(N_("Replaced the programme"), N_("Programme replaced")),
    programme_changes.ItemAdded: EventSentences(
        N_("Added an item to the programme"), N_("Item added to the programme: %(item)s")
    ),
    programme_changes.ItemMoved: EventSentences(N_("Moved: %(item)s"), N_("Item moved: %(item)s")),
    programme_changes.SpeakerReplaced: EventSentences(
        N_("Replaced the speaker of: %(item)s"), N_("Speaker replaced by %(name)s: %(item)s")
    ),
    items.ItemOpened: EventSentences(N_("Opened: %(item)s"), N_("Item opened: %(item)s")),
    items.ItemClosed: EventSentences(N_("Closed: %(item)s"), N_("Item closed: %(item)s")),
    items.ItemSkipped: EventSentences(N_("Skipped: %(item)s"), N_("Item left out: %(item)s")),
    items.ItemMinutesSet: EventSentences(N_("%(item)s: %(minutes)s minutes")),
    sittings.SittingOpened: EventSentences(N_("Opened the sitting"), N_("Sitting opened")),
    sittings.SittingSuspended: EventSentences(N_("Suspended the sitting"), N_("Sitting suspended")),
    sittings.SittingResumed: EventSentences(N_("Resumed the sitting"), N_("Sitting resumed")),
    sittings.SittingAdjourned: EventSentences(N_("Adjourned the sitting"), N_("Sitting adjourned")),
    speaking_times.SpeakingTimeSet: EventSentences(
        N_("Speaking time: %(limit)s for %(category)s"), N_("Speaking time: %(category)s %(limit)s")
    ),
    warnings.WarningsSet: EventSentences(
        {
            "seconds, seconds": N_("The clock turns amber with %(amber)s s left, red with %(red)s s left"),
            "seconds, percent": N_("The clock turns amber with %(amber)s s left, red with %(red)s %% left"),
            "percent, seconds": N_("The clock turns amber with %(amber)s %% left, red with %(red)s s left"),
            "percent, percent": N_("The clock turns amber with %(amber)s %% left, red with %(red)s %% left"),
        }
    ),
    NoticeSent: EventSentences(N_("Sent the message “%(text)s”"), N_("Message shown")),
    NoticeWithdrawn: EventSentences(N_("Withdrew a message"), N_("Message withdrawn")),
    JoinCodeShown: EventSentences(
        {"": N_("Hid the join code on the screens"), "shown": N_("Showed the join code on the screens")},
        N_("Join code shown or hidden"),
    ),
    AuxiliaryTimerStarted: EventSentences(
        N_("Started the timer “%(text)s”: %(minutes)s min"), N_("Timer of %(minutes)s min started")
    ),
    AuxiliaryTimerStopped: EventSentences(N_("Stopped the timer"), N_("Timer stopped")),
    PodiumDarkened: EventSentences(
        {"": N_("Lit the podium again"), "dark": N_("Darkened the podium")},
        {"": N_("Podium's screen lit again"), "dark": N_("Podium's screen darkened")},
    ),
    PodiumFlashed: EventSentences(N_("Flashed the podium"), N_("Podium's screen flashed")),
    RehearsalBegan: EventSentences(N_("Began a rehearsal"), N_("Rehearsal began")),
    RehearsalEnded: EventSentences(N_("Ended the rehearsal"), N_("Rehearsal ended")),
    RehearsalKept: EventSentences(N_("Kept what was rehearsed"), N_("What had begun as a rehearsal was kept")),
    statements.StatementAttached: EventSentences(
        {"": N_("Attached the text of %(name)s"), "replaced": N_("Replaced the text of %(name)s")},
        {"": N_("Text of %(name)s attached"), "replaced": N_("Text of %(name)s replaced")},
    ),
    statements.StatementWithdrawn: EventSentences(
        N_("Withdrew the text of %(name)s"), N_("Text of %(name)s withdrawn")
    ),
    SignalSent: EventSentences(
        {"slow_down": N_("The interpreters asked to slow down"), "please_wait": N_("The interpreters asked to wait")}
    ),
}
"""The sentences by class of event. The creation of a meeting and an Undo have no sentence."""
