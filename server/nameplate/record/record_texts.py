"""What a reader must know of an intervention beside who spoke and how long, and the facts at the head of the record."""

from __future__ import annotations

from collections import Counter

from nameplate.wording.durations import duration, long_duration
from nameplate.wording.language import Words
from nameplate.wording.messages import N_
from nameplate.wording.record_labels import (
    CALLS,
    DRAW_SENTENCES,
    FORMS,
    LISTS,
    ORDER_SENTENCES,
    OUTCOMES,
    RANKS,
    SITTINGS,
    label,
)

from .account_values import Account, Intervention, SittingAccount
from .intervention_headings import RIGHTS_OF_REPLY
from .list_account_values import DrawAccount, DrawnInscription, ListAccount


def remarks(i: Intervention, words: Words) -> str:
    """Form, whom it answers or addresses, which right of reply, a changed limit, how its clock ran, its outcome."""
    told = [label(words, FORMS, i.form) if i.form != "statement" else ""]
    if i.turn:
        told.append(words.text("no. %(turn)s of the delegation", turn=i.turn))
    if i.reply_to_name:
        told.append(words.text("to %(name)s (%(number)s)", name=i.reply_to_name, number=i.reply_to or "–"))
    if i.to:
        told.append(words.text("addressed to %(name)s", name=i.to))
    if i.counts and i.granted_ms != i.limit_ms:
        told.append(words.text("limit at the call %(time)s", time=duration(i.granted_ms)))
    if i.counts and i.waited_ms >= 1000:
        started = words.text("clock started after %(time)s", time=duration(i.waited_ms))
        told.append(started if i.used_ms else words.text("clock not started"))
    if i.counts and i.rested_ms >= 1000:
        told.append(words.text("clock stopped for %(time)s", time=duration(i.rested_ms)))
    told.append(label(words, CALLS, i.state))
    return "\n".join(each for each in told if each)


def heading(account: Account, words: Words) -> tuple[tuple[str, str], ...]:
    """The facts with which a report begins."""
    chair = ", ".join(part for part in (account.chair, account.chair_title) if part)
    dates = dict.fromkeys(words.date(s.opened_at or s.start_at, account.timezone) for s in account.sittings)
    facts = (
        (N_("Body"), account.body),
        (N_("Date"), ", ".join(dates)),
        (N_("Place"), account.room),
        (N_("Chair"), chair),
        (N_("Heard"), _heard(account, words)),
        (N_("Not heard"), _not_heard(account, words)),
        (N_("Record"), _as_of(account, words)),
    )
    return tuple((words.translate(name), value) for name, value in facts if value)


def sitting_heading(account: Account, sitting: SittingAccount, words: Words) -> str:
    """The date and theme of a sitting."""
    named = words.text("Sitting of %(moment)s", moment=_moment(account, sitting, words))
    return f"{named}: {sitting.theme}" if sitting.theme else named


def sitting_times(account: Account, sitting: SittingAccount, words: Words) -> str:
    """When a sitting was booked, opened, suspended and adjourned."""
    zone = account.timezone
    start = words.time(sitting.start_at, zone)
    start = start if _held_as_booked(account, sitting, words) else f"{words.date(sitting.start_at, zone)}, {start}"
    told = [words.text("Booked %(start)s–%(end)s.", start=start, end=words.time(sitting.end_at, zone))]
    if sitting.opened_at is None:
        return f"{told[0]} {label(words, SITTINGS, sitting.state)}."
    told.append(words.text("Opened at %(time)s.", time=words.exact_time(sitting.opened_at, zone)))
    for suspended in sitting.suspensions:
        since, until = (
            words.exact_time(suspended.since_at, zone),
            words.exact_time(suspended.until_at, zone) or "…",
        )
        told.append(words.text("Suspended %(since)s–%(until)s.", since=since, until=until))
    if sitting.closed_at:
        told.append(words.text("Adjourned at %(time)s.", time=words.exact_time(sitting.closed_at, zone)))
    return " ".join(told)


def _moment(account: Account, sitting: SittingAccount, words: Words) -> str:
    """The date and time of a sitting: as booked, or of its opening when it was held on another day."""
    at = sitting.start_at if _held_as_booked(account, sitting, words) else sitting.opened_at or sitting.start_at
    return f"{words.date(at, account.timezone)}, {words.time(at, account.timezone)}"


def _held_as_booked(account: Account, sitting: SittingAccount, words: Words) -> bool:
    """Whether a sitting was opened on the day for which it was booked, or not at all."""
    held_at = sitting.opened_at or sitting.start_at
    return words.date(held_at, account.timezone) == words.date(sitting.start_at, account.timezone)


def list_name(account: Account, speakers: ListAccount, words: Words) -> str:
    """A list by the items that draw on it, and by its sittings where the meeting has several."""
    items = words.text("List of speakers: %(items)s", items=", ".join(dict.fromkeys(speakers.items)))
    name = words.translate(RIGHTS_OF_REPLY) if speakers.kind == "replies" else items
    moments = [_moment(account, s, words) for s in account.sittings if s.sitting in speakers.sittings]
    if len(account.sittings) == 1 or not moments:
        return name
    return words.text("%(list)s (sitting of %(moments)s)", list=name, moments="; ".join(moments))


def list_facts(account: Account, speakers: ListAccount, words: Words) -> str:
    """When a list was open and how it was ordered."""
    zone = account.timezone
    if speakers.kind == "replies":
        return words.text("After the list of speakers, in the order of the requests.")
    told = []
    if speakers.opened_at:
        told.append(words.text("Opened at %(time)s.", time=words.exact_time(speakers.opened_at, zone)))
    if speakers.closed_at:
        told.append(words.text("Closed at %(time)s.", time=words.exact_time(speakers.closed_at, zone)))
    else:
        told.append(f"{label(words, LISTS, speakers.state)}.")
    if speakers.order != "receipt" or not speakers.draws:
        told.append(f"{label(words, ORDER_SENTENCES, speakers.order)}.")
    return " ".join(told)


def draw_facts(account: Account, draw: DrawAccount, words: Words) -> str:
    """How an order was drawn and what came of it, with what it takes to draw it again."""
    return words.text(
        "At %(time)s: %(drawn)s Order: %(places)s.",
        time=words.exact_time(draw.at, account.timezone),
        drawn=words.translate(DRAW_SENTENCES[draw.method], seed=draw.seed, letter=draw.letter),
        places=", ".join(_drawn_place(place, words) for place in draw.places),
    )


def _drawn_place(place: DrawnInscription, words: Words) -> str:
    rank = label(words, RANKS, place.rank)
    told = f"{place.seat}:{place.inscription}"
    return f"{place.name} ({told}, {rank})" if rank else f"{place.name} ({told})"


def _as_of(account: Account, words: Words) -> str:
    return words.text(
        "meeting %(code)s up to entry %(version)s, %(date)s, %(time)s",
        code=account.code,
        version=account.version,
        date=words.date(account.at, account.timezone),
        time=words.exact_time(account.at, account.timezone),
    )


def _heard(account: Account, words: Words) -> str:
    heard = [i for i in account.interventions if i.counts]
    points = sum(i.form == "point_of_order" for i in heard)
    replies = sum(i.form == "right_of_reply" for i in heard)
    said = words.text(
        "%(number)s interventions, %(time)s", number=len(heard), time=long_duration(sum(i.used_ms for i in heard))
    )
    among = [
        words.text("points of order: %(number)s", number=points) if points else "",
        words.text("rights of reply: %(number)s", number=replies) if replies else "",
    ]
    named = ", ".join(each for each in among if each)
    return f"{said} ({words.text('among them')} {named})" if named else said


def _not_heard(account: Account, words: Words) -> str:
    counts = Counter(u.state for u in account.unheard)
    known = [state for state in OUTCOMES if counts[state]]
    return "; ".join(f"{label(words, OUTCOMES, state)}: {counts[state]}" for state in known)
