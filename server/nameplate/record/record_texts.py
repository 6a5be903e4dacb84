"""The texts of the record: remarks on an intervention, headings, and the facts about meeting, sittings and lists."""

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
    label_or_key,
)

from .account_values import Account, Intervention, SittingAccount
from .intervention_headings import RIGHTS_OF_REPLY
from .list_account_values import DrawAccount, DrawnInscription, ListAccount


def remarks(i: Intervention, words: Words) -> str:
    """The remarks on an intervention, one to a line: form, addressee, reply number, changed limit, clock, outcome."""
    texts = [label_or_key(words, FORMS, i.form) if i.form != "statement" else ""]
    if i.turn:
        texts.append(words.text("no. %(turn)s of the delegation", turn=i.turn))
    if i.reply_to_name:
        texts.append(words.text("to %(name)s (%(number)s)", name=i.reply_to_name, number=i.reply_to or "–"))
    if i.to:
        texts.append(words.text("addressed to %(name)s", name=i.to))
    if i.counts and i.granted_ms != i.limit_ms:
        texts.append(words.text("limit at the call %(time)s", time=duration(i.granted_ms)))
    if i.counts and i.waited_ms >= 1000:
        started = words.text("clock started after %(time)s", time=duration(i.waited_ms))
        texts.append(started if i.used_ms else words.text("clock not started"))
    if i.counts and i.rested_ms >= 1000:
        texts.append(words.text("clock stopped for %(time)s", time=duration(i.rested_ms)))
    texts.append(label_or_key(words, CALLS, i.state))
    return "\n".join(text for text in texts if text)


def record_facts(account: Account, words: Words) -> tuple[tuple[str, str], ...]:
    """The table at the head of the record, as pairs of name and value."""
    chair = ", ".join(part for part in (account.chair, account.chair_title) if part)
    dates = dict.fromkeys(words.date(s.opened_at or s.start_at, account.timezone) for s in account.sittings)
    facts = (
        (N_("Body"), account.body),
        (N_("Date"), ", ".join(dates)),
        (N_("Place"), account.room),
        (N_("Chair"), chair),
        (N_("Heard"), _heard(account, words)),
        (N_("Not heard"), _not_heard(account, words)),
        (N_("Record"), _version(account, words)),
    )
    return tuple((words.translate(name), value) for name, value in facts if value)


def sitting_heading(account: Account, sitting: SittingAccount, words: Words) -> str:
    """The date and theme of a sitting."""
    date = words.text("Sitting of %(moment)s", moment=_date_and_time(account, sitting, words))
    return f"{date}: {sitting.theme}" if sitting.theme else date


def sitting_times(account: Account, sitting: SittingAccount, words: Words) -> str:
    """The times of a sitting: booked, opened, suspended, adjourned."""
    zone = account.timezone
    start = words.time(sitting.start_at, zone)
    if not _was_held_on_booked_day(account, sitting, words):
        start = f"{words.date(sitting.start_at, zone)}, {start}"
    texts = [words.text("Booked %(start)s–%(end)s.", start=start, end=words.time(sitting.end_at, zone))]
    if sitting.opened_at is None:
        return f"{texts[0]} {label_or_key(words, SITTINGS, sitting.state)}."
    texts.append(words.text("Opened at %(time)s.", time=words.exact_time(sitting.opened_at, zone)))
    for suspension in sitting.suspensions:
        since = words.exact_time(suspension.since_at, zone)
        until = words.exact_time(suspension.until_at, zone) or "…"
        texts.append(words.text("Suspended %(since)s–%(until)s.", since=since, until=until))
    if sitting.closed_at:
        texts.append(words.text("Adjourned at %(time)s.", time=words.exact_time(sitting.closed_at, zone)))
    return " ".join(texts)


def _date_and_time(account: Account, sitting: SittingAccount, words: Words) -> str:
    """The booked date and time of a sitting. If it was held on another day, the date and time of its opening."""
    at = sitting.start_at if _was_held_on_booked_day(account, sitting, words) else sitting.opened_at or sitting.start_at
    return f"{words.date(at, account.timezone)}, {words.time(at, account.timezone)}"


def _was_held_on_booked_day(account: Account, sitting: SittingAccount, words: Words) -> bool:
    """Whether a sitting was opened on its booked day. Also true for a sitting that was not opened."""
    held_at = sitting.opened_at or sitting.start_at
    return words.date(held_at, account.timezone) == words.date(sitting.start_at, account.timezone)


def list_name(account: Account, speakers: ListAccount, words: Words) -> str:
    """The name of a list: its items, and its sittings when the meeting has several."""
    items = words.text("List of speakers: %(items)s", items=", ".join(dict.fromkeys(speakers.items)))
    name = words.translate(RIGHTS_OF_REPLY) if speakers.kind == "replies" else items
    moments = [_date_and_time(account, s, words) for s in account.sittings if s.sitting in speakers.sittings]
    if len(account.sittings) == 1 or not moments:
        return name
    return words.text("%(list)s (sitting of %(moments)s)", list=name, moments="; ".join(moments))


def list_facts(account: Account, speakers: ListAccount, words: Words) -> str:
    """Opening times and order of a list."""
    zone = account.timezone
    if speakers.kind == "replies":
        return words.text("After the list of speakers, in the order of the requests.")
    texts = []
    if speakers.opened_at:
        texts.append(words.text("Opened at %(time)s.", time=words.exact_time(speakers.opened_at, zone)))
    if speakers.closed_at:
        texts.append(words.text("Closed at %(time)s.", time=words.exact_time(speakers.closed_at, zone)))
    else:
        texts.append(f"{label_or_key(words, LISTS, speakers.state)}.")
    if speakers.order != "receipt" or not speakers.draws:
        texts.append(f"{label_or_key(words, ORDER_SENTENCES, speakers.order)}.")
    return " ".join(texts)


def draw_facts(account: Account, draw: DrawAccount, words: Words) -> str:
    """How an order was drawn, the data to repeat the draw, and the resulting order."""
    return words.text(
        "At %(time)s: %(drawn)s Order: %(places)s.",
        time=words.exact_time(draw.at, account.timezone),
        drawn=words.translate(DRAW_SENTENCES[draw.method], seed=draw.seed, letter=draw.letter),
        places=", ".join(_drawn_inscription(inscription, words) for inscription in draw.places),
    )


def _drawn_inscription(inscription: DrawnInscription, words: Words) -> str:
    rank = label_or_key(words, RANKS, inscription.rank)
    ids = f"{inscription.seat}:{inscription.inscription}"
    return f"{inscription.name} ({ids}, {rank})" if rank else f"{inscription.name} ({ids})"


def _version(account: Account, words: Words) -> str:
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
    interventions = words.text(
        "%(number)s interventions, %(time)s", number=len(heard), time=long_duration(sum(i.used_ms for i in heard))
    )
    parts = [
        words.text("points of order: %(number)s", number=points) if points else "",
        words.text("rights of reply: %(number)s", number=replies) if replies else "",
    ]
    special_forms = ", ".join(part for part in parts if part)
    if not special_forms:
        return interventions
    return words.text("%(interventions)s (among them %(named)s)", interventions=interventions, named=special_forms)


def _not_heard(account: Account, words: Words) -> str:
    counts = Counter(u.state for u in account.unheard)
    states = [state for state in OUTCOMES if counts[state]]
    return "; ".join(f"{label_or_key(words, OUTCOMES, state)}: {counts[state]}" for state in states)
