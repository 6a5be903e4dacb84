"""Finds meetings that ended long ago, for `meeting expire`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from nameplate.store import event_log, pass_table
from nameplate.store.database import Database
from nameplate.store.erasure import end_of
from nameplate.store.event_log import EventLog
from nameplate.store.hash_chain import DamagedLog


@dataclass(frozen=True, slots=True)
class Expired:
    """A meeting that ended before a day. `ended_at` is UTC in milliseconds.

    `texts` and `links` are the numbers of private texts and links that it still has. A `damaged` meeting is left alone.
    """

    code: str
    title: str
    ended_at: int
    texts: int
    links: int
    damaged: bool = False

    @property
    def line(self) -> str:
        """The meeting on one line, for the terminal."""
        ended = datetime.fromtimestamp(self.ended_at / 1000, UTC).date()
        return f"{self.code}\tended {ended}\t{self.title}"


def find_expired(database: Database, before: int) -> list[Expired]:
    """The meetings that ended before this time (UTC, ms), the oldest first.

    Each meeting is read in a transaction of its own, because a running server must not wait for all of them.
    """
    log, found = EventLog(database), []
    for code, title, created_at in database.run_blocking(event_log.listing):
        try:
            ended_at, damaged = end_of(log.open_blocking(code).meeting), False
        except DamagedLog:
            ended_at, damaged = created_at, True
        if ended_at < before:
            texts = database.run_blocking(partial(event_log.count_texts, code=code))
            links = database.run_blocking(partial(pass_table.count, meeting=code))
            found.append(Expired(code, title, ended_at, texts, links, damaged))
    return sorted(found, key=lambda each: each.ended_at)
