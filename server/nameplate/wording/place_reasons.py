"""Sentences for the place of an inscription, by code of the reason (`meeting/speakers_list/order_reasons.py`)."""

from __future__ import annotations

from collections.abc import Mapping

from .messages import N_, NO_MESSAGE, Message

PLACE_REASONS: Mapping[str, Message] = {
    "received": NO_MESSAGE,
    "placed": N_("placed by hand"),
    "passed_over": N_("passed over, was not there"),
    "swapped": N_("exchanged"),
    "priority": N_("priority"),
    "not_yet_spoken": N_("has not yet spoken"),
    "heard": N_("has spoken: %(times)s"),
    "kept": N_("%(category)s place %(number)s of %(most)s"),
}
