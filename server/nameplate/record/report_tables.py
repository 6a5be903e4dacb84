"""Makes the tables of the record from the account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nameplate.wording.durations import duration, long_duration, over_under
from nameplate.wording.labels import MOTION_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message
from nameplate.wording.record_labels import CORRECTIONS, FORMS, OUTCOMES, POINTS, STEPS, label_or_key

from .account_values import Account, Intervention, SittingAccount, UnheardInscription
from .list_account_values import Change
from .record_texts import remarks, sitting_heading
from .speaker_categories import CATEGORY_NAMES, PODIUM_CATEGORIES, category_name
from .table import Rows, Table

FORMS_LEFT_OUT_OF_NAMES = ("point_of_order", "right_of_reply")
"""With only these forms, a delegation does not appear among the names of the speakers."""


class ReportTables:
    """Makes every table of the record."""

    def __init__(self, account: Account, words: Words) -> None:
        self._account = account
        self._words = words
        self._zone = account.timezone

    def programme(self, sitting: SittingAccount) -> Table:
        """The programme as it happened."""
        rows = tuple(
            (
                self._words.time(item.opened_at, self._zone),
                self._words.time(item.closed_at, self._zone),
                _lines(
                    item.title,
                    *(speaker.full_name for speaker in item.people),
                    self._on_behalf_of(item.on_behalf_of),
                    item.theme,
                ),
                label_or_key(self._words, STEPS, item.state),
                self._minutes(item.planned_minutes, item.minutes),
                duration(item.used_ms) if item.used_ms is not None else "",
            )
            for item in sitting.programme
        )
        columns = (N_("From"), N_("To"), N_("Item"), N_("State"), N_("Planned"), N_("Actual"))
        return replace(self._table(columns, rows, (12, 12, 82, 22, 24, 18), {4, 5}), bold_first_line=True)

    def speakers(self, sitting: SittingAccount) -> Table:
        """All calls to speak, in order. The first row of a person has the function and the country."""
        interventions = sitting.interventions
        first_speeches = {i.who.seat: i.speech for i in reversed(interventions)}
        rows = tuple(self._intervention(i, first_speeches[i.who.seat] == i.speech) for i in interventions)
        columns = (
            N_("No."),
            N_("From"),
            N_("To"),
            N_("Speaker"),
            N_("Kind"),
            N_("Remarks"),
            N_("Limit"),
            N_("Used"),
            N_("+/–"),
        )
        table = self._table(columns, rows, (8, 14, 14, 49, 26, 28, 10, 10, 11), {0, 6, 7, 8})
        return replace(table, row_headings=_headings(interventions), bold_first_line=True)

    def names_by_category(self, sitting: SittingAccount) -> Table:
        """The speakers by category, in order of speaking.

        A delegation is listed once for each group that it spoke for. A person on the podium is listed once.
        """
        names: dict[str, dict[str, str]] = {category: {} for category in CATEGORY_NAMES}
        for i in sitting.interventions:
            if i.counts and i.form not in FORMS_LEFT_OUT_OF_NAMES:
                name = self._name_and_group(i)
                key = i.who.seat if i.who.kind in PODIUM_CATEGORIES else name
                names.setdefault(i.who.kind, {}).setdefault(key, name)
        rows = tuple(
            (category_name(self._words, category), "; ".join(by_key.values()))
            for category, by_key in names.items()
            if by_key
        )
        return self._table((N_("Kind of speaker"), N_("Names, in order of speaking")), rows, (22, 78))

    def replies(self, sitting: SittingAccount) -> Table:
        """The rights of reply that were exercised."""
        rows = tuple(
            (str(i.number), self._time(i.called_at), i.who.name, str(i.turn or ""), *self._limit_and_use(i))
            for i in sitting.rights_of_reply
        )
        columns = (N_("No."), N_("From"), N_("Delegation"), N_("Right of reply"), N_("Limit"), N_("Used"), N_("+/–"))
        return self._table(columns, rows, (9, 16, 70, 30, 15, 15, 15), {0, 3, 4, 5, 6})

    def points(self, sitting: SittingAccount) -> Table:
        """Points of order and rulings."""
        words = self._words
        rows = tuple(
            (
                str(p.number or ""),
                self._time(p.raised_at),
                p.who.name,
                _lines(
                    words.translate(MOTION_LABELS[p.motion]) if p.motion else "",
                    p.note,
                    words.text("During the intervention of %(name)s", name=p.interrupted) if p.interrupted else "",
                ),
                p.ruling or label_or_key(words, POINTS, p.state),
                self._time(p.ruled_at),
            )
            for p in sitting.points
        )
        columns = (N_("No."), N_("Raised"), N_("Delegation"), N_("Grounds"), N_("Ruling"), N_("Ruled"))
        return self._table(columns, rows, (9, 16, 30, 52, 47, 16), {0})

    def unheard(self) -> Table:
        """The inscriptions that were not heard, by sitting if there are several, then by outcome."""
        sittings = [s for s in self._account.sittings if s.unheard]
        rows: list[tuple[str, ...]] = []
        row_headings: dict[int, str] = {}
        for sitting in sittings:
            if len(self._account.sittings) > 1:
                row_headings[len(rows)] = sitting_heading(self._account, sitting, self._words)
            rows.extend(map(self._unheard, sorted(sitting.unheard, key=_outcome_order)))
        columns = (N_("Outcome"), N_("Delegation"), N_("Kind"), N_("Form"), N_("Asked"), N_("Ended"))
        table = self._table(columns, tuple(rows), (34, 50, 29, 25, 16, 16))
        return replace(table, row_headings=row_headings, bold_first_line=True)

    def totals(self) -> Table:
        """Speaking time and use of limits, by category of speakers and in total."""
        account = self._account
        rows = [(t.kind, t.speakers, t.interventions, t.used_ms, t.limit_ms, t.over, t.over_ms) for t in account.totals]
        texts = [
            (category_name(self._words, category), *_figures(self._words, *figures)) for category, *figures in rows
        ]
        if rows:
            speakers = len({i.who.seat for i in account.interventions if i.counts})  # some speak in two roles
            sums = [sum(column) for column in zip(*(row[2:] for row in rows), strict=True)]
            texts.append((self._words.text("In all"), *_figures(self._words, speakers, *sums)))
        columns = (
            N_("Kind of speaker"),
            N_("Speakers"),
            N_("Interventions"),
            N_("Time"),
            N_("Share of limits used"),
            N_("Over limit"),
            N_("By"),
        )
        return self._table(columns, tuple(texts), (47, 18, 25, 18, 30, 18, 14), {1, 2, 3, 4, 5, 6})

    def limits(self) -> Table:
        """The speaking times at the start of the meeting."""
        limits = self._account.limits.items()
        rows = tuple((self._words.category(category), duration(seconds * 1000)) for category, seconds in limits)
        return self._table((N_("Kind of speaker"), N_("Minutes")), rows, (80, 20), {1})

    def changes(self, changes: Sequence[Change]) -> Table:
        """A table of changes: time, change, author."""
        rows = tuple((self._time(change.at), change.what, change.by_name) for change in changes)
        return self._table((N_("At"), N_("What"), N_("By")), rows, (18, 108, 44))

    def statements(self) -> Table:
        """The attached texts of speeches, with size and digest."""
        rows = tuple(
            (
                str(each.number or "–"),
                _lines(each.who.full_name, each.item_title),
                each.file or each.media.upper(),
                str(each.size),
                each.sha256,
            )
            for each in self._account.statements
        )
        columns = (N_("No."), N_("Speaker"), N_("File"), N_("Bytes"), N_("SHA-256"))
        return replace(self._table(columns, rows, (10, 54, 36, 18, 52), {0, 3}), bold_first_line=True)

    def corrections(self) -> Table:
        """Commands that were undone or restored, and corrections."""
        rows = tuple(
            (
                self._time(c.at),
                label_or_key(self._words, CORRECTIONS, c.act),
                c.what,
                c.by_name,
                f"{self._time(c.done_at)}, {c.done_by_name}",
            )
            for c in self._account.corrections
        )
        return self._table((N_("At"), N_("Act"), N_("What"), N_("By"), N_("First done")), rows, (18, 22, 66, 30, 34))

    def _time(self, at: int | None) -> str:
        return self._words.exact_time(at, self._zone)

    def _intervention(self, i: Intervention, is_first_of_seat: bool) -> tuple[str, ...]:
        short_name = _lines(i.who.name, self._words.dignitary(i), self._on_behalf_of(i.on_behalf_of))
        return (
            str(i.number or "–"),
            self._time(i.called_at),
            self._time(i.ended_at),
            self._name(i) if is_first_of_seat else short_name,
            category_name(self._words, i.who.kind),
            remarks(i, self._words),
            *(self._limit_and_use(i) if i.counts else (duration(i.limit_ms), "", "")),
        )

    def _unheard(self, u: UnheardInscription) -> tuple[str, ...]:
        return (
            label_or_key(self._words, OUTCOMES, u.state),
            self._name(u),
            category_name(self._words, u.who.kind),
            label_or_key(self._words, FORMS, u.form),
            self._time(u.asked_at),
            self._time(u.left_at),
        )

    def _limit_and_use(self, i: Intervention) -> tuple[str, str, str]:
        return (duration(i.limit_ms), duration(i.used_ms), over_under(i.limit_ms, i.used_ms))

    def _name(self, row: Intervention | UnheardInscription) -> str:
        dignitary, group = self._words.dignitary(row), self._on_behalf_of(row.on_behalf_of)
        return _lines(row.who.full_name, row.who.title, dignitary, group)

    def _name_and_group(self, i: Intervention) -> str:
        about = self._words.listed(filter(None, (self._words.dignitary(i), self._on_behalf_of(i.on_behalf_of))))
        return f"{i.who.full_name} ({about})" if about else i.who.full_name

    def _on_behalf_of(self, group: str) -> str:
        return self._words.text("on behalf of %(group)s", group=group) if group else ""

    def _minutes(self, planned: int | None, now: int | None) -> str:
        """The current minutes of an item. If they differ from the planned minutes, both values."""
        if planned is None or now is None or planned == now:
            return f"{now}:00" if now else ""
        return self._words.text("%(now)s:00 (first %(planned)s:00)", now=now, planned=planned)

    def _table(
        self, columns: tuple[Message, ...], rows: Rows, widths: tuple[int, ...], number_columns: set[int] | None = None
    ) -> Table:
        return Table(tuple(map(self._words.translate, columns)), rows, widths, frozenset(number_columns or ()))


def _headings(interventions: Sequence[Intervention]) -> dict[int, str]:
    """The headings, by the index of the first intervention below each heading."""
    headings = [i.heading for i in interventions]
    return {n: heading for n, (previous, heading) in enumerate(pairwise(["", *headings])) if heading != previous}


def _outcome_order(unheard: UnheardInscription) -> int:
    order = [*OUTCOMES]
    return order.index(unheard.state) if unheard.state in order else len(order)


def _figures(
    words: Words, speakers: int, interventions: int, used: int, limit: int, over: int, over_ms: int
) -> tuple[str, ...]:
    share = words.percent(round(100 * used / limit)) if limit else ""
    return (str(speakers), str(interventions), long_duration(used), share, str(over), duration(over_ms) if over else "")


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
