"""An outage is one line in the log when it begins, and one when it ends, however often it is met in between."""

from __future__ import annotations

import logging


class Outage:
    """Something that does not work for some time. `event` and `end_event` are the events of its two lines."""

    def __init__(self, logger: logging.Logger, event: str, end_event: str, end_sentence: str) -> None:
        self._logger = logger
        self._event, self._end_event, self._end_sentence = event, end_event, end_sentence
        self._lasts = False

    def met(self, template: str, *values: object, level: int = logging.WARNING) -> None:
        """It does not work. Only the first line is written. The record names the caller, as in `security_log`."""
        if not self._lasts:
            self._lasts = True
            self._logger.log(level, template, *values, extra={"event": self._event}, stacklevel=2)

    def ended(self) -> None:
        """It works."""
        if self._lasts:
            self._lasts = False
            self._logger.warning(self._end_sentence, extra={"event": self._end_event}, stacklevel=2)
