"""The page with the form of a programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from nameplate.meeting.model.categories import CATEGORIES
from nameplate.meeting.speakers_list.orders import ORDERS
from nameplate.pages.context import context_of
from nameplate.paths import WEB
from nameplate.planning.programme_file import TEXTS
from nameplate.planning.rule_presets import RULE_PRESETS
from nameplate.wording.country_names import country_names
from nameplate.wording.labels import ORDER_LABELS, PRESET_LABELS
from nameplate.wording.language import ENGLISH, Words

from .meetings import page
from .posted_form import file_limits, item_kinds
from .programme_draft import Draft, Fault
from .programme_faults import Doubt
from .programme_form import (
    ITEM_FIELDS,
    MEETING_FIELDS,
    MESSAGES,
    PARTS,
    SITTING_FIELDS,
    TIMES,
    lines_of_messages,
    rest_of,
)
from .rules_form import Comparison, RulesForm, shown_time


def form_page(
    request: Request,
    drafted: Draft,
    fault: Fault | None = None,
    doubts: tuple[Doubt, ...] = (),
    comparison: Comparison | None = None,
    result: str = "",
    is_unsaved: bool = False,
    status: int = 200,
) -> Response:
    """The form with what its editor waits for.

    `result` says what was done: `checked`, `asked` (it is stored at the next press), `used` (rules of a preset),
    `participants` or `table` (it was read). `is_unsaved` says whether leaving the page would lose something.
    """
    words = context_of(request).words(request)
    shown = form_values(drafted, words) | {"fault": fault, "doubts": doubts, "comparison": comparison}
    faults = (fault, *fault.others) if fault else ()
    shown["faults_at"] = {each.path: (f"-{n}" if n else "", each) for n, each in enumerate(faults)}
    shown |= {"doubts_at": {each.path: each.sentence for each in doubts}, "result": result, "is_unsaved": is_unsaved}
    return page(request, "programme.html", status, **shown)


def form_values(drafted: Draft, words: Words) -> dict[str, Any]:
    """The values of the template of the form."""
    return {
        "draft": drafted,
        "fault": None,
        "faults_at": {},
        "doubts": (),
        "doubts_at": {},
        "comparison": None,
        "result": "",
        "is_unsaved": False,
        "kinds": [*item_kinds(words).items()],
        "presets": [(name, words.label(PRESET_LABELS, name)) for name in RULE_PRESETS],
        "preset_labels": {name: words.label(PRESET_LABELS, name) for name in RULE_PRESETS},
        "rules": RulesForm(drafted.data, words),
        "orders": [(name, words.label(ORDER_LABELS, name)) for name in ORDERS],
        "categories": [(name, words.category(name)) for name in CATEGORIES],
        "states": {code: state.name for code, state in country_names(WEB / "locale", ENGLISH).items()},
        "messages": lines_of_messages(drafted.data.get(MESSAGES)),
        "time": lambda written: shown_time(str(written)),
        "reply_times": _reply_times(drafted.data),
        "rest_of_meeting": rest_of(drafted.data, _shown_keys(drafted.data)),
        "rest_of_sitting": lambda sitting: rest_of(sitting, (*SITTING_FIELDS, "items")),
        "rest_of_item": lambda item: rest_of(item, ITEM_FIELDS),
        "rest_of_part": lambda name, part: rest_of(part, _well_formed(part, PARTS[name], {"budgets": dict})),
        "rest_of_times": rest_of(drafted.data.get(TIMES), ()),
        "texts": TEXTS,
        "limits": file_limits(words),
    }


def _shown_keys(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of a programme that the form shows. A value of the wrong form goes through it unchanged."""
    mappings = dict.fromkeys((*PARTS, TIMES), dict)
    forms = {**mappings, "chair": (dict, str), MESSAGES: list}
    return (*MEETING_FIELDS, "sittings", *_well_formed(data, forms, forms))


def _well_formed(values: Any, keys: Iterable[str], forms: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys whose values have the form that the page can show."""
    return tuple(key for key in keys if key not in values or isinstance(values[key], forms.get(key, (str, list))))


def _reply_times(data: Mapping[str, Any]) -> str:
    """The times of the rights of reply, as the form shows them."""
    replies = data.get("right_of_reply")
    seconds = replies.get("seconds", []) if isinstance(replies, dict) else []
    return ", ".join(shown_time(str(each)) for each in ([seconds] if isinstance(seconds, str) else seconds))
