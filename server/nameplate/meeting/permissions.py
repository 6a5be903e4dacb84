"""Which roles may give which command.

The method `decide` of a command checks whether an inscription or a speech belongs to the actor.
"""

from __future__ import annotations

from collections.abc import Mapping

from nameplate.meeting.floor.absent_speakers import CallAbsent
from nameplate.meeting.floor.floor_correction import CorrectFloor
from nameplate.meeting.floor.giving_floor import GiveFloor, GiveFloorToNext
from nameplate.meeting.floor.next_step import NextStep
from nameplate.meeting.floor.points_of_order import (
    GivePointOfOrder,
    RaisePointOfOrder,
    RulePointOfOrder,
    WithdrawPointOfOrder,
)
from nameplate.meeting.floor.put_back import PutBack
from nameplate.meeting.floor.right_of_reply import RequestRightOfReply
from nameplate.meeting.model.command import Command, Role
from nameplate.meeting.programme.items import CloseItem, OpenItem, SetItemMinutes, SkipItem
from nameplate.meeting.programme.participants import AddParticipant
from nameplate.meeting.programme.programme_changes import AddItem, MoveItem, ReplaceSpeaker
from nameplate.meeting.programme.programme_revision import ReviseProgramme
from nameplate.meeting.programme.sittings import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from nameplate.meeting.programme.warnings import SetWarnings
from nameplate.meeting.ready_messages import SetReadyMessages
from nameplate.meeting.speakers_list.advance_inscriptions import ConfirmInscriptions, InscribeInAdvance
from nameplate.meeting.speakers_list.desk_inscriptions import (
    AddInscription,
    AdmitInscription,
    RemoveInscription,
    SetPriority,
)
from nameplate.meeting.speakers_list.floor_requests import RequestFloor, WithdrawRequest
from nameplate.meeting.speakers_list.inscription_correction import CorrectInscription
from nameplate.meeting.speakers_list.list_opening import CloseList, OpenList
from nameplate.meeting.speakers_list.lots import DrawOrder
from nameplate.meeting.speakers_list.order_choice import SetOrder
from nameplate.meeting.speakers_list.raised_hands import LowerHand, RaiseHand
from nameplate.meeting.speakers_list.reordering import DeferInscription, MoveInscription
from nameplate.meeting.speakers_list.swaps import SwapInscriptions
from nameplate.meeting.speeches.clock import AdjustClock, PauseClock, ResumeClock
from nameplate.meeting.speeches.speaking_times import SetSpeakingTime
from nameplate.meeting.speeches.speech_end import EndSpeech, YieldFloor

from .appearance import SetAppearance
from .auxiliary_timer import StartAuxiliaryTimer, StopAuxiliaryTimer
from .booth_signals import SendSignal
from .category_correction import CorrectSeat
from .join_code import ShowJoinCode
from .notices import SendNotice, WithdrawNotice
from .podium_signals import DarkenPodium, FlashPodium
from .rehearsal import BeginRehearsal, EndRehearsal
from .remote_delegations import ForgetConnections, RecordConnectionTest, ReportConnection, SetRemote
from .statements import AttachStatement, WithdrawStatement
from .undo import Redo, Undo

_MODERATES = frozenset({Role.CHAIR, Role.DESK})
_SPEAKS = frozenset({Role.DELEGATE, Role.PANELLIST})

PERMISSIONS: Mapping[type[Command], frozenset[Role]] = {
    GiveFloor: _MODERATES,
    GiveFloorToNext: _MODERATES,
    NextStep: _MODERATES,
    EndSpeech: _MODERATES,
    YieldFloor: _MODERATES | _SPEAKS,
    CallAbsent: _MODERATES,
    PutBack: _MODERATES,
    CorrectFloor: _MODERATES,
    PauseClock: _MODERATES,
    ResumeClock: _MODERATES,
    AdjustClock: _MODERATES,
    OpenList: _MODERATES,
    CloseList: _MODERATES,
    RequestFloor: _MODERATES | {Role.DELEGATE},
    WithdrawRequest: _MODERATES | {Role.DELEGATE},
    DeferInscription: _MODERATES | {Role.DELEGATE},
    AddInscription: _MODERATES,
    CorrectInscription: _MODERATES,
    CorrectSeat: _MODERATES,
    AdmitInscription: _MODERATES,
    ConfirmInscriptions: _MODERATES,
    InscribeInAdvance: frozenset({Role.DELEGATE}),
    SetPriority: _MODERATES,
    SetOrder: _MODERATES,
    DrawOrder: _MODERATES,
    MoveInscription: _MODERATES,
    SwapInscriptions: _MODERATES | {Role.DELEGATE},
    RemoveInscription: _MODERATES,
    RaisePointOfOrder: _MODERATES | {Role.DELEGATE},
    WithdrawPointOfOrder: _MODERATES | {Role.DELEGATE},
    GivePointOfOrder: _MODERATES,
    RulePointOfOrder: _MODERATES,
    RequestRightOfReply: _MODERATES | {Role.DELEGATE},
    OpenSitting: _MODERATES,
    SuspendSitting: _MODERATES,
    ResumeSitting: _MODERATES,
    AdjournSitting: _MODERATES,
    OpenItem: _MODERATES,
    CloseItem: _MODERATES,
    SkipItem: _MODERATES,
    SetItemMinutes: _MODERATES,
    AddItem: _MODERATES,
    MoveItem: _MODERATES,
    ReplaceSpeaker: _MODERATES,
    AddParticipant: _MODERATES | {Role.ORGANISER},
    SetReadyMessages: _MODERATES | {Role.ORGANISER},
    SetAppearance: _MODERATES | {Role.ORGANISER},
    SetSpeakingTime: _MODERATES,
    SetWarnings: _MODERATES,
    SendNotice: _MODERATES,
    WithdrawNotice: _MODERATES,
    ShowJoinCode: _MODERATES,
    StartAuxiliaryTimer: _MODERATES,
    StopAuxiliaryTimer: _MODERATES,
    DarkenPodium: _MODERATES,
    FlashPodium: _MODERATES,
    BeginRehearsal: _MODERATES | {Role.ORGANISER},
    EndRehearsal: _MODERATES | {Role.ORGANISER},
    SendSignal: frozenset({Role.BOOTH}),
    AttachStatement: _MODERATES | _SPEAKS,
    WithdrawStatement: _MODERATES | _SPEAKS,
    SetRemote: _MODERATES,
    RecordConnectionTest: frozenset({Role.DELEGATE}),
    ReportConnection: frozenset({Role.BRIDGE}),
    ForgetConnections: frozenset({Role.BRIDGE}),
    RaiseHand: frozenset({Role.BRIDGE}),
    LowerHand: frozenset({Role.BRIDGE}),
    Undo: _MODERATES,
    Redo: _MODERATES,
    ReviseProgramme: frozenset({Role.ORGANISER}),
}


def allowed(command: type[Command], role: Role) -> bool:
    return role in PERMISSIONS[command]
