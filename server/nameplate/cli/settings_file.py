"""The settings file `nameplate.toml`. An option on the command line and an environment variable override it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

VARIABLE = "NAMEPLATE_CONFIG"
"""The environment variable with the path of the file. Without it, `nameplate.toml` is read if it exists."""
USUAL = Path("nameplate.toml")
MOST_BYTES = 100_000


class BadSetting(click.ClickException):
    """A setting that cannot be used. The text names it and its source, and says what is expected."""

    exit_code = 2


class Setting(click.Option):
    """An option whose default can be set by an environment variable or in the settings file."""

    def __init__(self, *args: Any, fault: Callable[[str], str | None] | None = None, **more: Any) -> None:
        """`fault` returns a sentence about a value of a wrong form."""
        super().__init__(*args, **more)
        self._fault = fault

    @property
    def key(self) -> str:
        """Its name in the settings file: `public-url` for `--public-url`."""
        return max(self.opts, key=len).removeprefix("--")

    def consume_value(self, ctx: click.Context, opts: Any) -> tuple[Any, ParameterSource]:
        """The value from the command line, the environment, the file, or the default, and which of them it was."""
        value, source = super().consume_value(ctx, opts)
        if source is ParameterSource.DEFAULT and self.key in (found := settings()):
            return found[self.key], ParameterSource.DEFAULT_MAP
        return value, source

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value in the type of the option. Raises `BadSetting`."""
        try:
            read = super().type_cast_value(ctx, value)
        except click.BadParameter as error:
            raise BadSetting(f"{self._given(ctx)} is “{value}”. It must be {_expected(self.type)}.") from error
        if self._fault and isinstance(read, str) and (sentence := self._fault(read)):
            raise BadSetting(f"{self._given(ctx)} has a wrong value. {sentence}")
        return read

    def _given(self, ctx: click.Context) -> str:
        """The setting, with the place from which its value comes."""
        match ctx.get_parameter_source(self.name or ""):
            case ParameterSource.ENVIRONMENT:
                return f"The environment variable {self.envvar}"
            case ParameterSource.DEFAULT_MAP:
                return f"{self.key} in the settings file {path()}"
            case _:
                return f"The option --{self.key}"


def _expected(kind: click.ParamType[Any]) -> str:
    """What a value of this type must be."""
    match kind:
        case click.IntRange(min=least, max=most):
            return f"a whole number from {least} to {most}"
        case click.Choice(choices=choices):
            return "one of " + ", ".join(choices)
        case _:
            return WORDS[bool]


def path() -> Path | None:
    """The path of the settings file. None when there is none."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    return USUAL if USUAL.exists() else None


def settings() -> dict[str, Any]:
    """The settings in the file. Raises `BadSetting`."""
    found = path()
    return _read(found.absolute()) if found else {}


@cache
def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            text = opened.read(MOST_BYTES + 1).decode("utf-8-sig")  # some editors write a byte order mark
        values = tomllib.loads(text) if len(text) <= MOST_BYTES else None
    except OSError as error:
        raise BadSetting(f"The settings file {file} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadSetting(f"The settings file {file} must be a text file in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"The settings file {file} is not valid TOML: {error}.") from error
    if values is None:
        raise BadSetting(f"The settings file {file} is too large; at most 100 KB are read.")
    for key, value in values.items():
        if key not in KEYS:
            known = ", ".join(KEYS)
            raise BadSetting(f"The settings file {file} has “{key}”. The settings are {known}.")
        if not isinstance(value, KEYS[key]) or (KEYS[key] is int and isinstance(value, bool)):
            raise BadSetting(f"{key} in the settings file {file} must be {WORDS[KEYS[key]]}.")
    return values


KEYS: dict[str, type] = {
    "database": str,
    "host": str,
    "port": int,
    "public-url": str,
    "trusted-proxy": str,
    "framed-by": str,
    "webhook-private": bool,
    "log-format": str,
}
"""The settings, and the type of each in the file."""
WORDS = {str: "a text in quotation marks", int: "a whole number", bool: "true or false"}
