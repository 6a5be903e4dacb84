"""The record for spreadsheets (CSV) and for programs (JSON)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from nameplate.formulas import guarded
from nameplate.meeting import Meeting
from nameplate.wording.language import Words, local
from nameplate.wording.messages import N_
from nameplate.wording.record_labels import CALLS_IN_A_SHEET, FORMS, OUTCOMES, POINTS, SOURCES, label_or_key

from .account import account_of
from .account_values import Account, Intervention, PointOfOrder, UnheardInscription
from .intervention_headings import RIGHTS_OF_REPLY
from .speaker_categories import category_name

COLUMNS = (
    N_("No."),
    N_("Sitting"),
    N_("Date"),
    N_("Item"),
    N_("Name"),
    N_("Code"),
    N_("Kind"),
    N_("Function"),
    N_("Country or organization"),
    N_("Form"),
    N_("On behalf of"),
    N_("Dignitary"),
    N_("Title of the dignitary"),
    N_("In reply to no."),
    N_("In reply to"),
    N_("Addressed to"),
    N_("Right of reply no."),
    N_("Asked"),
    N_("Asked by"),
    N_("Called"),
    N_("Ended"),
    N_("Limit (s)"),
    N_("Used (s)"),
    N_("Over (s)"),
    N_("Clock started after (s)"),
    N_("Clock stopped (s)"),
    N_("Outcome"),
    N_("Grounds"),
    N_("Ruling"),
    N_("Text (bytes)"),
    N_("Text (SHA-256)"),
    N_("Inscription"),
    N_("Speech"),
)


def csv_record(meeting: Meeting, words: Words) -> bytes:
    """The record as CSV in UTF-8, with the byte order mark that Excel needs.

    One row for each call to speak, each inscription that was not heard, and each point of order that was not heard.
    """
    account = account_of(meeting, words)
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow([words.translate(column) for column in COLUMNS])
    for number, sitting in enumerate(account.sittings, 1):
        writer.writerows(guarded_row(_intervention_row(account, number, i, words)) for i in sitting.interventions)
        writer.writerows(guarded_row(_unheard_row(account, number, unheard, words)) for unheard in sitting.unheard)
        unheard_points = (point for point in sitting.points if not point.heard_at)
        writer.writerows(guarded_row(_point_row(account, number, point, words)) for point in unheard_points)
    return output.getvalue().encode("utf-8-sig")


def json_record(meeting: Meeting, words: Words) -> bytes:
    """The whole account as JSON. Keys and codes are stable. Times have the offset of the meeting's time zone."""
    account = account_of(meeting, words)
    return json.dumps(json_value(account, account.timezone), ensure_ascii=False, indent=1).encode()


def _intervention_row(account: Account, sitting_number: int, i: Intervention, words: Words) -> list[str | int]:
    zone = account.timezone
    text = next((each for each in account.statements if each.speech == i.speech), None)
    point = next((p for sitting in account.sittings for p in sitting.points if p.number and p.number == i.number), None)
    return [
        i.number or "",
        sitting_number,
        local(i.called_at, zone).date().isoformat(),
        i.heading,
        i.who.name,
        i.who.seat,
        category_name(words, i.who.kind),
        i.who.title,
        i.who.of,
        label_or_key(words, FORMS, i.form),
        i.on_behalf_of,
        i.dignitary,
        i.dignitary_title,
        i.reply_to or "",
        i.reply_to_name,
        i.to,
        i.turn or "",
        _time_of_day(i.asked_at, zone),
        label_or_key(words, SOURCES, i.source),
        _time_of_day(i.called_at, zone),
        _time_of_day(i.ended_at, zone),
        i.limit_ms // 1000,
        i.used_ms // 1000,
        i.over_ms // 1000,
        i.waited_ms // 1000,
        i.rested_ms // 1000,
        label_or_key(words, CALLS_IN_A_SHEET, i.state),
        point.note if point else "",
        point.ruling if point else "",
        *((text.size, text.sha256) if text else ("", "")),
        i.inscription or "",
        i.speech,
    ]


def _unheard_row(account: Account, sitting_number: int, unheard: UnheardInscription, words: Words) -> list[str | int]:
    zone = account.timezone
    text = next((each for each in account.statements if each.inscription == unheard.inscription), None)
    return _row(
        {
            "Sitting": sitting_number,
            "Date": local(unheard.asked_at, zone).date().isoformat(),
            "Item": _list_heading(account, unheard.list, words),
            "Name": unheard.who.name,
            "Code": unheard.who.seat,
            "Kind": category_name(words, unheard.who.kind),
            "Function": unheard.who.title,
            "Country or organization": unheard.who.of,
            "Form": label_or_key(words, FORMS, unheard.form),
            "On behalf of": unheard.on_behalf_of,
            "Dignitary": unheard.dignitary,
            "Title of the dignitary": unheard.dignitary_title,
            "Right of reply no.": unheard.turn or "",
            "Asked": _time_of_day(unheard.asked_at, zone),
            "Asked by": label_or_key(words, SOURCES, unheard.source),
            "Ended": _time_of_day(unheard.left_at, zone),
            "Outcome": label_or_key(words, OUTCOMES, unheard.state),
            "Inscription": unheard.inscription,
            "Text (bytes)": text.size if text else "",
            "Text (SHA-256)": text.sha256 if text else "",
        }
    )


def _list_heading(account: Account, list_id: str, words: Words) -> str:
    """The titles of the items that use a list, or the heading of the rights of reply."""
    speakers = next(s for s in account.lists if s.list == list_id)
    return words.translate(RIGHTS_OF_REPLY) if speakers.kind == "replies" else ", ".join(dict.fromkeys(speakers.items))


def _point_row(account: Account, sitting_number: int, point: PointOfOrder, words: Words) -> list[str | int]:
    zone = account.timezone
    return _row(
        {
            "Sitting": sitting_number,
            "Date": local(point.raised_at, zone).date().isoformat(),
            "Name": point.who.name,
            "Code": point.who.seat,
            "Kind": category_name(words, point.who.kind),
            "Form": label_or_key(words, FORMS, "point_of_order"),
            "Asked": _time_of_day(point.raised_at, zone),
            "Outcome": label_or_key(words, POINTS, point.state),
            "Grounds": point.note,
            "Ruling": point.ruling,
        }
    )


def _row(cells: Mapping[str, str | int]) -> list[str | int]:
    """A row with these cells, by column. The other cells are empty."""
    return [cells.get(column, "") for column in COLUMNS]


def guarded_row(row: list[str | int]) -> list[str | int]:
    """The row with an apostrophe before each text that a spreadsheet would run as a formula.

    A program that takes semicolons, tabs or bars as separators splits a text at them, so each part is guarded.
    """
    return [guarded(cell) if isinstance(cell, str) else cell for cell in row]


def _time_of_day(at: int | None, timezone: str) -> str:
    return local(at, timezone).time().isoformat("seconds") if at else ""


def json_value(value: Any, timezone: str) -> Any:
    """A value for `json.dumps`, from frozen values. Fields that end with `_at` become times of the time zone."""
    if is_dataclass(value):
        properties = {"counts": value.counts, "over_ms": value.over_ms} if isinstance(value, Intervention) else {}
        return properties | {
            field.name: _iso_time(getattr(value, field.name), timezone)
            if field.name == "at" or field.name.endswith("_at")
            else json_value(getattr(value, field.name), timezone)
            for field in fields(value)
        }
    if isinstance(value, Mapping):
        return {key: json_value(each, timezone) for key, each in value.items()}
    return [json_value(each, timezone) for each in value] if isinstance(value, tuple) else value


def _iso_time(at: int | None, timezone: str) -> str | None:
    return None if at is None else local(at, timezone).isoformat(timespec="milliseconds")
