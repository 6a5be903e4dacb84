"""The log of security events: who was let in, who was refused, what was ended. Each has an event name.

A line names a pass, never a secret. `serving/log_lines.py` sets the level of this logger.
"""

from __future__ import annotations

import logging

logger = logging.getLogger("nameplate.security")


def note(event: str, template: str, *values: object) -> None:
    """Log an event that is in order.

    Of many lines from the same line of code only a few are written; see `log_lines`. So the record names the caller.
    """
    logger.info(template, *values, extra={"event": event}, stacklevel=2)


def warn(event: str, template: str, *values: object) -> None:
    """Log an event that may be an attack."""
    logger.warning(template, *values, extra={"event": event}, stacklevel=2)
