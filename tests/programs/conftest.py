"""A meeting for each test on the shared server."""

from tests.pages.conftest import floor, meeting

__all__ = ["floor", "meeting"]
