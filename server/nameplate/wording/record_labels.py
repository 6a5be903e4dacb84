"""Labels for machine keys in the record: forms, outcomes, states, sources, orders, draws."""

from __future__ import annotations

from collections.abc import Mapping

from .labels import FORM_LABELS
from .language import Words
from .messages import N_, NO_MESSAGE, Message

FORMS: Mapping[str, Message] = {
    **FORM_LABELS,
    "reply": N_("Comment in reply"),
    "not_delivered": N_("Submitted in writing"),
}

CALLS: Mapping[str, Message] = {
    "ended": NO_MESSAGE,
    "on": N_("Has the floor"),
    "interrupted": N_("Interrupted"),
    "absent": N_("Absent when called"),
    "put_back": N_("Call taken back"),
}

CALLS_IN_A_SHEET: Mapping[str, Message] = {**CALLS, "ended": N_("Heard")}

OUTCOMES: Mapping[str, Message] = {
    "not_reached": N_("Not reached"),
    "absent": N_("Absent when called"),
    "withdrawn": N_("Withdrawn by the delegation"),
    "removed": N_("Removed by the desk or the chair"),
    "refused": N_("Late request, not admitted"),
    "submitted": N_("Submitted in writing, not delivered"),
    "waiting": N_("Still waiting"),
    "late": N_("Late request, not decided"),
    "not_confirmed": N_("Inscribed in advance, not confirmed"),
}
"""The reasons for which an inscription was not heard, in the order of the annex."""

STEPS: Mapping[str, Message] = {
    "planned": N_("Not reached"),
    "open": N_("Under way"),
    "closed": N_("Held"),
    "skipped": N_("Left out"),
}

SITTINGS: Mapping[str, Message] = {
    "planned": N_("Not held"),
    "open": N_("Open"),
    "suspended": N_("Suspended"),
    "adjourned": N_("Adjourned"),
}

POINTS: Mapping[str, Message] = {
    "raised": N_("Not decided"),
    "given": N_("Heard, not ruled on"),
    "heard": N_("Heard, not ruled on"),
    "ruled": N_("Ruled on"),
    "withdrawn": N_("Taken back"),
    "lapsed": N_("Not heard before the end of the sitting"),
}

LISTS: Mapping[str, Message] = {"unopened": N_("Not opened"), "open": N_("Open"), "closed": N_("Closed")}

SOURCES: Mapping[str, Message] = {
    "phone": N_("own device"),
    "nameplate": N_("nameplate"),
    "paper": N_("paper slip"),
    "verbal": N_("at the desk"),
    "microphone": N_("microphone"),
    "remote": N_("remote"),
    "chair": N_("the chair"),
    "advance": N_("in advance"),
}

ORDER_SENTENCES: Mapping[str, Message] = {
    "receipt": N_("In the order in which the requests were received"),
    "alternate": N_("Kinds of speakers in turn"),
    "kept": N_("Places kept for some kinds of speakers in each block"),
    "least_heard": N_("Who had spoken less often came first"),
    "least_time": N_("Who had spoken for less time came first"),
}

DRAW_SENTENCES: Mapping[str, Message] = {
    "receipt": N_("The order of receipt was restored."),
    "lot": N_(
        "The order was drawn by lot with the seed “%(seed)s”: "
        "the places stand in the order of the SHA-256 of “seed:seat:inscription”."
    ),
    "alphabet": N_("The order is alphabetical from the letter %(letter)s, drawn with the seed “%(seed)s”."),
}

RANKS: Mapping[str, Message] = {"drawn": NO_MESSAGE, "priority": N_("with priority"), "placed": N_("placed by hand")}

ACTORS: Mapping[str, Message] = {
    "chair": N_("The chair"),
    "desk": N_("The desk"),
    "clock": N_("By itself"),
    "secretariat": N_("The secretariat"),
    "organiser": N_("The organiser"),
    "bridge": N_("The bridge to the conference"),
}
"""The actor of a command, by the first part of the name of the pass. `clock` stands for automatic commands."""

CORRECTIONS: Mapping[str, Message] = {
    "undone": N_("Undone"),
    "restored": N_("Restored"),
    "put_right": N_("Put right"),
}


def label_or_key(words: Words, labels: Mapping[str, Message], key: str) -> str:
    """The label of a key. A key without a label is made readable, so that a log of a newer release gives a record."""
    return words.translate(labels[key]) if key in labels else key.replace("_", " ")


def printable(text: str) -> str:
    """The text without the characters that XML does not allow."""
    return "".join(
        c for c in text if c in "\n\t" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
