"""The log of a server on stderr. Each line has a time, a level and the name of an event. A flood is only counted."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum

MOST_ALIKE, ALIKE_SECONDS = 5, 10.0
"""At most this many records of one kind are written in this time. The next written one tells how many were not."""
HTTP_SERVER = "uvicorn"
SECURITY = "nameplate.security"
"""The logger of `pages/security_log.py`."""
DRIVER = "psycopg"
"""It warns of each connection that it closes after an error. The program reports the error itself."""


class LogFormat(StrEnum):
    """How a line is written."""

    TEXT = "text"
    JSON = "json"


def set_up(log_format: LogFormat) -> None:
    """Write all records of the process from level WARNING on, and all security events.

    Replaces every handler of the root logger.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLine() if log_format is LogFormat.JSON else TextLine())
    handler.addFilter(FloodFilter(time.monotonic))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(SECURITY).setLevel(logging.INFO)
    logging.getLogger(DRIVER).setLevel(logging.ERROR)


class TextLine(logging.Formatter):
    """`2026-03-02T09:00:00.000Z WARNING bad_frame A client ...`. A traceback follows on lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{_time(record)} {record.levelname} {_event(record)} {_message(record)}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLine(logging.Formatter):
    """One JSON object: `time`, `level`, `event`, `message`, and `traceback` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        values = {
            "time": _time(record),
            "level": record.levelname,
            "event": _event(record),
            "message": _message(record),
        }
        if record.exc_info:
            values["traceback"] = self.formatException(record.exc_info)
        return json.dumps(values, ensure_ascii=False)


class FloodFilter(logging.Filter):
    """Passes at most `MOST_ALIKE` records of one kind in `ALIKE_SECONDS`. `now` returns seconds.

    Records are alike when the same line of code writes them. Their templates may differ, because some libraries put the
    text of a client into the template.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self._seen: dict[tuple[str, int], tuple[float, int, int]] = {}
        """By file and line of the code: when its window began, the records passed in it, and those left out since."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind, now = (record.pathname, record.lineno), self._now()
        began, passed, left_out = self._seen.get(kind, (now, 0, 0))
        if now - began >= ALIKE_SECONDS:
            began, passed = now, 0
        if passed >= MOST_ALIKE:
            self._seen[kind] = (began, passed, left_out + 1)
            return False
        self._seen[kind] = (began, passed + 1, 0)
        record.left_out = left_out
        return True


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _event(record: logging.LogRecord) -> str:
    """The name in `extra={"event": ...}`, else that of the module."""
    named = getattr(record, "event", None) or record.name.rpartition(".")[2]
    return "http_server" if record.name.startswith(HTTP_SERVER) else str(named)


def _message(record: logging.LogRecord) -> str:
    """The message on one line, so that a client's text cannot imitate a line of the log."""
    message = " ".join(record.getMessage().split())
    left_out = getattr(record, "left_out", 0)
    return (
        f"{message} ({left_out} more like this {'was' if left_out == 1 else 'were'} not written)"
        if left_out
        else message
    )
