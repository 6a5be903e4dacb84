"""The tables of the record. The HTML page and the Word document use the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nameplate.wording.durations import duration, long_duration, over_under
from nameplate.wording.labels import MOTION_LABELS
from nameplate.wording.language import Words
from nameplate.wording.messages import N_, Message
from nameplate.wording.record_labels import CORRECTIONS, FORMS, OUTCOMES, POINTS, STEPS, label

from .account_values import Account, Intervention, SittingAccount, Speaker, UnheardInscription
from .list_account_values import Change
from .record_texts import remarks, sitting_heading
from .speaker_categories import PODIUM, SPEAKERS, category_name

SHORT = 8
INTERRUPTIONS = ("point_of_order", "right_of_reply")
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts. `widths` are shares of a portrait page. `figures` are the columns that are aligned right.

    `groups` are headings by the index of the row below them. `strong`: the first line of the main column is bold in the
    Word document.
    """

    columns: tuple[str, ...]
    rows: Rows
    widths: tuple[int, ...]
    figures: frozenset[int] = frozenset()
    groups: Mapping[int, str] = field(default_factory=dict)
    strong: bool = False

    @property
    def main(self) -> int:
        """The number of the widest column. It says what the row is about."""
        return self.widths.index(max(self.widths))

    @property
    def short(self) -> frozenset[int]:
        """The columns whose texts are short (times, figures). Their lines are never broken."""
        return frozenset(n for n, cells in enumerate(zip(*self.rows, strict=True)) if max(map(len, cells)) <= SHORT)


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
                self._words.time(s.opened_at, self._zone),
                self._words.time(s.closed_at, self._zone),
                _lines(s.title, *(who.full_name for who in s.people), self._behalf(s.on_behalf_of), s.theme),
                label(self._words, STEPS, s.state),
                self._planned(s.planned_minutes, s.minutes),
                duration(s.used_ms) if s.used_ms is not None else "",
            )
            for s in sitting.programme
        )
        columns = (N_("From"), N_("To"), N_("Item"), N_("State"), N_("Planned"), N_("Actual"))
        return replace(self._table(columns, rows, (12, 12, 82, 22, 24, 18), {4, 5}), strong=True)

    def speakers(self, sitting: SittingAccount) -> Table:
        """All calls to speak, in order. The first row of a person has the function and the country."""
        called = sitting.interventions
        first = {i.who.seat: i.speech for i in reversed(called)}
        rows = tuple(self._speaker(i, first[i.who.seat] == i.speech) for i in called)
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
        return replace(table, groups=_headings(called), strong=True)

    def named(self, sitting: SittingAccount) -> Table:
        """The speakers by category, in order of speaking.

        A delegation is listed once for each group that it spoke for. A person on the podium is listed once.
        """
        names: dict[str, dict[str, str]] = {kind: {} for kind in SPEAKERS}
        for i in sitting.interventions:
            if i.counts and i.form not in INTERRUPTIONS:
                name = self._in_a_list(i)
                names.setdefault(i.who.kind, {}).setdefault(i.who.seat if i.who.kind in PODIUM else name, name)
        rows = tuple((category_name(self._words, kind), "; ".join(own.values())) for kind, own in names.items() if own)
        return self._table((N_("Kind of speaker"), N_("Names, in order of speaking")), rows, (22, 78))

    def replies(self, sitting: SittingAccount) -> Table:
        """The rights of reply that were exercised."""
        rows = tuple(
            (
                str(i.number),
                self._time(i.called_at),
                i.who.name,
                str(i.turn or ""),
                *self._use(i),
            )
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
                p.ruling or label(words, POINTS, p.state),
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
        groups: dict[int, str] = {}
        for sitting in sittings:
            if len(self._account.sittings) > 1:
                groups[len(rows)] = sitting_heading(self._account, sitting, self._words)
            rows.extend(map(self._not_heard, sorted(sitting.unheard, key=_outcome)))
        columns = (N_("Outcome"), N_("Delegation"), N_("Kind"), N_("Form"), N_("Asked"), N_("Ended"))
        table = self._table(columns, tuple(rows), (34, 50, 29, 25, 16, 16))
        return replace(table, groups=groups, strong=True)

    def totals(self) -> Table:
        """Time and use of limits by category of speakers, and in all."""
        account = self._account
        rows = [(t.kind, t.speakers, t.interventions, t.used_ms, t.limit_ms, t.over, t.over_ms) for t in account.totals]
        _, *every = [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)] or [0]
        shown = [(category_name(self._words, kind), *_figures(self._words, *figures)) for kind, *figures in rows]
        if every:
            speakers = len({i.who.seat for i in account.interventions if i.counts})  # some speak in two roles
            shown.append((self._words.text("In all"), *_figures(self._words, speakers, *every)))
        columns = (
            N_("Kind of speaker"),
            N_("Speakers"),
            N_("Interventions"),
            N_("Time"),
            N_("Share of limits used"),
            N_("Over limit"),
            N_("By"),
        )
        return self._table(columns, tuple(shown), (47, 18, 25, 18, 30, 18, 14), {1, 2, 3, 4, 5, 6})

    def limits(self) -> Table:
        """The speaking times at the start of the meeting."""
        rows = tuple((self._words.category(kind), duration(s * 1000)) for kind, s in self._account.limits.items())
        return self._table((N_("Kind of speaker"), N_("Minutes")), rows, (80, 20), {1})

    def acts(self, acts: Sequence[Change]) -> Table:
        """A table of changes: time, change, author."""
        rows = tuple((self._time(a.at), a.what, a.by_name) for a in acts)
        return self._table((N_("At"), N_("What"), N_("By")), rows, (18, 108, 44))

    def corrections(self) -> Table:
        """Commands that were undone or restored, and corrections."""
        rows = tuple(
            (
                self._time(c.at),
                label(self._words, CORRECTIONS, c.act),
                c.what,
                c.by_name,
                self._done(c.done_at, c.done_by_name),
            )
            for c in self._account.corrections
        )
        return self._table((N_("At"), N_("Act"), N_("What"), N_("By"), N_("First done")), rows, (18, 22, 66, 30, 34))

    def _time(self, at: int | None) -> str:
        return self._words.exact_time(at, self._zone)

    def _speaker(self, i: Intervention, first: bool) -> tuple[str, ...]:
        behalf = self._behalf(i.on_behalf_of)
        name = self._name(i.who, i.on_behalf_of) if first else _lines(i.who.name, behalf)
        kind = category_name(self._words, i.who.kind)
        times = (
            self._time(i.called_at),
            self._time(i.ended_at),
        )
        use = self._use(i) if i.counts else (duration(i.limit_ms), "", "")
        return (str(i.number or "–"), *times, name, kind, remarks(i, self._words), *use)

    def _not_heard(self, u: UnheardInscription) -> tuple[str, ...]:
        return (
            label(self._words, OUTCOMES, u.state),
            self._name(u.who, u.on_behalf_of),
            category_name(self._words, u.who.kind),
            label(self._words, FORMS, u.form),
            self._time(u.asked_at),
            self._time(u.left_at),
        )

    def _use(self, i: Intervention) -> tuple[str, str, str]:
        return (duration(i.limit_ms), duration(i.used_ms), over_under(i.limit_ms, i.used_ms))

    def _name(self, who: Speaker, group: str) -> str:
        return _lines(who.full_name, who.title, self._behalf(group))

    def _in_a_list(self, i: Intervention) -> str:
        return f"{i.who.full_name} ({self._behalf(i.on_behalf_of)})" if i.on_behalf_of else i.who.full_name

    def _behalf(self, group: str) -> str:
        return self._words.text("on behalf of %(group)s", group=group) if group else ""

    def _done(self, at: int, by: str) -> str:
        return f"{self._time(at)}, {by}"

    def _planned(self, planned: int | None, now: int | None) -> str:
        if planned is None or now is None or planned == now:
            return f"{now}:00" if now else ""
        return self._words.text("%(now)s:00 (first %(planned)s:00)", now=now, planned=planned)

    def _table(
        self, columns: tuple[Message, ...], rows: Rows, widths: tuple[int, ...], figures: set[int] | None = None
    ) -> Table:
        return Table(tuple(map(self._words.translate, columns)), rows, widths, frozenset(figures or ()))


def _headings(called: Sequence[Intervention]) -> dict[int, str]:
    """The headings, each by the index of its first intervention."""
    titles = [i.heading for i in called]
    return {n: now for n, (before, now) in enumerate(pairwise(["", *titles])) if now != before}


def _outcome(u: UnheardInscription) -> int:
    order = [*OUTCOMES]
    return order.index(u.state) if u.state in order else len(order)


def _figures(
    words: Words, speakers: int, interventions: int, used: int, limit: int, over: int, over_ms: int
) -> tuple[str, ...]:
    share = words.percent(round(100 * used / limit)) if limit else ""
    return (str(speakers), str(interventions), long_duration(used), share, str(over), duration(over_ms) if over else "")


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
