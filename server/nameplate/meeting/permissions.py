"""Who may give which command: one table. Whose inscription or speech it is, is decided where the command is."""

from __future__ import annotations

from collections.abc import Mapping

from .admission import AddInscription, AdmitInscription, CorrectInscription, RemoveInscription, SetPriority
from .clock import AdjustClock, PauseClock, ResumeClock
from .corrections import CorrectFloor, CorrectSeat
from .drawing import DrawOrder
from .floor import CallAbsent, GiveFloor, GiveFloorToNext, PutBack
from .history import Redo, Undo
from .in_flight import AddItem, MoveItem, ReplaceSpeaker
from .interruptions import (
    GivePointOfOrder,
    RaisePointOfOrder,
    RequestRightOfReply,
    RulePointOfOrder,
    WithdrawPointOfOrder,
)
from .modalities import SetSpeakingTime
from .notices import SendNotice, ShowJoinCode, WithdrawNotice
from .opening import CloseList, OpenList
from .ordering import SetOrder
from .placing import DeferInscription, MoveInscription, SwapInscriptions
from .programme import CloseItem, OpenItem, SetItemMinutes, SkipItem
from .sitting import AdjournSitting, OpenSitting, ResumeSitting, SuspendSitting
from .speakers_list import RequestFloor, WithdrawRequest
from .speeches import EndSpeech, YieldFloor
from .state import Command, Role

_MODERATES = frozenset({Role.CHAIR, Role.DESK})
_SPEAKS = frozenset({Role.DELEGATE, Role.PANELLIST})

PERMISSIONS: Mapping[type[Command], frozenset[Role]] = {
    GiveFloor: _MODERATES,
    GiveFloorToNext: _MODERATES,
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
    SetSpeakingTime: _MODERATES,
    SendNotice: _MODERATES,
    WithdrawNotice: _MODERATES,
    ShowJoinCode: _MODERATES,
    Undo: _MODERATES,
    Redo: _MODERATES,
}


def allowed(command: type[Command], role: Role) -> bool:
    """Whether a role may give a command at all."""
    return role in PERMISSIONS[command]
