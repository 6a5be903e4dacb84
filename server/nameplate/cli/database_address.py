"""The address of a database: which ones can be used, and how a message shows one."""

from __future__ import annotations

import re

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from nameplate.store import database_file
from nameplate.store.database import is_shared

DATABASE = "sqlite:///nameplate.db"
SHARED_DATABASE = "postgresql+psycopg://user:password@host/nameplate"
"""The address of a database for several nodes."""


def supported(database_url: str) -> URL:
    """The address of a database. Raises `ValueError` with a sentence, without the password in it."""
    shown = without_password(database_url)
    problem = ValueError(f"“{shown}” is no database to use; expected one like {DATABASE} or {SHARED_DATABASE}.")
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError) as error:  # a port that is no number
        raise problem from error
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise problem
    if "@" in (url.host or ""):  # an error that names this host would show a part of the password
        raise ValueError(f"“{shown}” has a second “@”. In a name or a password, write “@” as “%40”.")
    if not is_shared(url):
        if url.host or "uri" in url.query:  # the lock must be beside the file that SQLite opens
            raise problem
        if database_file.file_of(url) is None:
            raise ValueError(f"“{shown}” would be lost when the program ends. Give a file, like {DATABASE}.")
    return url


def database_fault(database_url: str) -> str | None:
    """A sentence about a database that cannot be used. None when the form of its address is right."""
    try:
        supported(database_url)
    except ValueError as error:
        return str(error)
    return None


def without_password(database_url: str) -> str:
    """The address of a database for a message. A password may itself contain `@`, or be a parameter."""
    shown = re.sub(r"(://[^:/@]*):.*@", r"\1:***@", database_url)
    return re.sub(r"(password=)[^&]*", r"\1***", shown)
