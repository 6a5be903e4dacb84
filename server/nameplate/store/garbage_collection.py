"""The garbage collector rests while a log is read.

Reading a log of 100,000 events makes a million objects, and nearly all of them stay. Looking through them again and
again would take a third of the time (decision 0100).
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_readers = 0


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the collector of this process until the block ends. Blocks of several threads may overlap."""
    global _readers
    with _lock:
        _readers += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _readers -= 1
            if not _readers:
                gc.enable()
