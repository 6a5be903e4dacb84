"""`nameplate config show`: the settings in force, and where each comes from."""

from __future__ import annotations

from typing import Any

import click
from click.core import ParameterSource

from . import settings_file
from .database_address import without_password
from .options import (
    with_database,
    with_framed_by,
    with_host,
    with_log_format,
    with_port,
    with_public_url,
    with_trusted_proxy,
    with_webhook_private,
)


@click.group()
def config() -> None:
    """Show the settings."""


@config.command()
@with_database
@with_host
@with_port
@with_public_url
@with_trusted_proxy
@with_framed_by
@with_webhook_private
@with_log_format
@click.pass_context
def show(ctx: click.Context, /, **values: Any) -> None:
    """Show the settings in force as a settings file, with where each comes from. Passwords are left out."""
    file = settings_file.path()
    click.echo(f"# Settings file: {file.absolute() if file else 'none'}")
    for option in ctx.command.params:
        if isinstance(option, settings_file.Setting) and option.name:
            value = _toml(values[option.name], option.key)
            click.echo(f"{option.key} = {value}  # {_origin(ctx, option, file)}")


def _toml(value: str | int | bool, key: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    text = without_password(value) if key == "database" else value
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _origin(ctx: click.Context, option: settings_file.Setting, file: object) -> str:
    match ctx.get_parameter_source(option.name or ""):
        case ParameterSource.ENVIRONMENT:
            return f"from {option.envvar}"
        case ParameterSource.DEFAULT_MAP:
            return f"from {file}"
        case ParameterSource.COMMANDLINE:
            return "from the command line"
        case _:
            return "default"
