"""`nameplate.toml`: what overrides what, and clear errors. `config show` writes a file that means the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from nameplate.cli import main
from nameplate.cli.settings_file import KEYS, Setting
from tests.cli.test_documented import COMMANDS

OTHER = {
    "database": "sqlite:///other.db",
    "host": "0.0.0.0",  # noqa: S104 - nothing listens here
    "port": 9000,
    "public-url": "https://room.example",
    "trusted-proxy": "10.0.0.1",
    "framed-by": "https://www.un.example",
    "webhook-private": True,
    "log-format": "json",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, without variables of the environment."""
    monkeypatch.chdir(tmp_path)
    for key in (*KEYS, "config"):
        monkeypatch.delenv(f"NAMEPLATE_{key.replace('-', '_').upper()}", raising=False)
    return tmp_path


def written(values: dict[str, object]) -> str:
    """A settings file. The texts have no quotation marks."""
    return "".join(f"{k} = {str(v).lower() if isinstance(v, bool) else repr(v)}\n" for k, v in values.items())


def show(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["config", "show", *arguments], env=environment)


def test_without_a_file_each_setting_has_its_default() -> None:
    lines = show().stdout.splitlines()
    assert lines[0] == "# Settings file: none"
    assert len(lines) == 1 + len(KEYS) and all(line.endswith("  # default") for line in lines[1:])


def test_every_setting_of_every_command_can_be_in_the_file() -> None:
    found = {p.key for command in COMMANDS.values() for p in command.params if isinstance(p, Setting)}
    assert found == set(KEYS) == set(OTHER)


def test_the_file_overrides_defaults(folder: Path) -> None:
    (folder / "nameplate.toml").write_text(written(OTHER), encoding="utf-8")
    shown = show().stdout
    assert tomllib.loads(shown) == OTHER
    assert shown.count("  # from nameplate.toml") == len(OTHER)


def test_the_environment_overrides_the_file_and_the_command_line_the_environment(folder: Path) -> None:
    (folder / "nameplate.toml").write_text(written(OTHER), encoding="utf-8")
    shown = show("--port", "7000", NAMEPLATE_PORT="8000", NAMEPLATE_HOST="::1").stdout
    assert 'host = "::1"  # from NAMEPLATE_HOST\nport = 7000  # from the command line\n' in shown


def test_what_is_shown_is_a_file_that_means_the_same(folder: Path) -> None:
    shown = show("--framed-by", "https://a.example https://b.example", "--port", "1").stdout
    (folder / "nameplate.toml").write_text(shown, encoding="utf-8")
    assert tomllib.loads(show().stdout) == tomllib.loads(shown)


def test_a_password_is_not_shown(folder: Path) -> None:
    database = "postgresql+psycopg://nameplate:hush@db/nameplate"
    (folder / "nameplate.toml").write_text(written({"database": database}), encoding="utf-8")
    assert "hush" not in show().output


def test_a_command_uses_the_file(folder: Path) -> None:
    (folder / "nameplate.toml").write_text(written({"database": f"sqlite:///{folder}/kept.db"}), encoding="utf-8")
    assert CliRunner().invoke(main, ["migrate"]).exit_code == 0
    assert (folder / "kept.db").exists() and not (folder / "nameplate.db").exists()


def test_another_file_can_be_named(folder: Path) -> None:
    (folder / "other.toml").write_text("port = 7001\n", encoding="utf-8")
    shown = show(NAMEPLATE_CONFIG="other.toml").stdout
    assert f"# Settings file: {folder}/other.toml" in shown and "port = 7001  # from other.toml" in shown


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('prt = "1"\n', "has “prt”. The settings are database, host, port, public-url"),
        ('port = "9000"\n', "port in the settings file"),
        ("port = true\n", "must be a whole number."),
        ("host = 1\n", "must be a text in quotation marks."),
        ("webhook-private = 1\n", "must be true or false."),
        ("port = \n", "is not valid TOML: Invalid value (at line 1, column 8)."),
        ("x" * 200_000, "is too large; at most 100 KB are read."),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(folder: Path, content: str, sentence: str) -> None:
    (folder / "nameplate.toml").write_text(content, encoding="utf-8")
    refused = CliRunner().invoke(main, ["meeting", "list"])
    assert refused.exit_code == 2 and sentence in refused.stderr


def test_a_file_that_cannot_be_read_is_refused(folder: Path) -> None:
    refused = show(NAMEPLATE_CONFIG="absent.toml")
    assert f"The settings file {folder}/absent.toml cannot be read (No such file or directory)." in refused.stderr
    (folder / "nameplate.toml").write_bytes(b"host = '\xff'\n")
    assert "must be a text file in UTF-8." in show().stderr


def _number(option: Setting) -> tuple[str, str] | None:
    """The key of a setting that takes a number, and what it expects."""
    match option.type:
        case click.IntRange(min=least, max=most):
            return option.key, f"a whole number from {least} to {most}"
        case click.types.IntParamType() | click.types.FloatParamType():
            pytest.fail(f"{option.key} is no whole number between two others")
    return None


NUMBERS = {
    (name.removeprefix("nameplate "), *number)
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, Setting) and (number := _number(option))
}
"""Each command with each of its settings that is a number, and what this expects."""


def test_the_port_is_among_the_numbers() -> None:
    assert ("serve", "port", "a whole number from 1 to 65535") in NUMBERS


@pytest.mark.parametrize("given", ["abc", "80.5", "0", "65536", "-1", "²", "8 000"])
@pytest.mark.parametrize(("command", "key", "expected"), sorted(NUMBERS))
def test_what_is_no_such_number_is_refused_with_its_source(command: str, key: str, expected: str, given: str) -> None:
    variable = f"NAMEPLATE_{key.replace('-', '_').upper()}"
    sources = {
        f"The environment variable {variable}": CliRunner().invoke(main, command.split(), env={variable: given}),
        f"The option --{key}": CliRunner().invoke(main, [*command.split(), f"--{key}", given]),
    }
    for source, refused in sources.items():
        assert refused.exit_code == 2
        assert refused.stderr == f"Error: {source} is “{given}”. It must be {expected}.\n"


@pytest.mark.parametrize("given", ["0", "65536", "-1"])
@pytest.mark.parametrize(("command", "key", "expected"), sorted(NUMBERS))
def test_a_number_of_the_file_that_is_too_small_or_large_is_refused_with_its_source(
    folder: Path, command: str, key: str, expected: str, given: str
) -> None:
    (folder / "nameplate.toml").write_text(f"{key} = {given}\n", encoding="utf-8")
    refused = CliRunner().invoke(main, command.split())
    assert refused.exit_code == 2
    assert refused.stderr == f"Error: {key} in the settings file nameplate.toml is “{given}”. It must be {expected}.\n"


@pytest.mark.parametrize("given", ['"abc"', '"8000"', "80.5", "true", "nan", "[8000]", "2026-11-27"])
@pytest.mark.parametrize(("command", "key", "_"), sorted(NUMBERS))
def test_what_is_no_whole_number_in_the_file_is_refused_with_its_source(
    folder: Path, command: str, key: str, _: str, given: str
) -> None:
    (folder / "nameplate.toml").write_text(f"{key} = {given}\n", encoding="utf-8")
    refused = CliRunner().invoke(main, command.split())
    assert refused.exit_code == 2
    assert refused.stderr == f"Error: {key} in the settings file {folder}/nameplate.toml must be a whole number.\n"


@pytest.mark.parametrize(
    ("variable", "expected"),
    [("NAMEPLATE_WEBHOOK_PRIVATE", "true or false"), ("NAMEPLATE_LOG_FORMAT", "one of text, json")],
)
def test_another_value_of_the_environment_that_is_not_expected_is_refused(variable: str, expected: str) -> None:
    refused = CliRunner().invoke(main, ["serve"], env={variable: "perhaps"})
    sentence = f"Error: The environment variable {variable} is “perhaps”. It must be {expected}.\n"
    assert (refused.exit_code, refused.stderr) == (2, sentence)


WRONG = {
    "database": ("mysql://anna:hush@x", "“mysql://anna:***@x” is no database to use; expected one like sqlite:///"),
    "public-url": ("ftp://x", "“ftp://x” is no public address: it must begin with http:// or https://."),
    "trusted-proxy": ("abc", "“abc” in trusted-proxy is no address and no network. Expected one like 192.0.2.1"),
    "framed-by": ("un.example", "“un.example” in framed-by is no site: it must begin with http:// or https://."),
}
"""A value of a wrong form for each setting that is a text, and what the sentence says."""


@pytest.mark.parametrize("command", ["serve", "config show"])
@pytest.mark.parametrize("key", [*WRONG])
def test_a_text_of_a_wrong_form_is_refused_with_its_source(folder: Path, key: str, command: str) -> None:
    value, sentence = WRONG[key]
    variable = f"NAMEPLATE_{key.replace('-', '_').upper()}"
    sources = {
        f"The environment variable {variable}": CliRunner().invoke(main, command.split(), env={variable: value}),
        f"The option --{key}": CliRunner().invoke(main, [*command.split(), f"--{key}", value]),
    }
    (folder / "nameplate.toml").write_text(written({key: value}), encoding="utf-8")
    sources[f"{key} in the settings file nameplate.toml"] = CliRunner().invoke(main, command.split())
    for source, refused in sources.items():
        assert refused.exit_code == 2 and "hush" not in refused.output
        assert refused.stderr.startswith(f"Error: {source} has a wrong value. {sentence}")


def test_a_file_with_a_byte_order_mark_is_read(folder: Path) -> None:
    (folder / "nameplate.toml").write_text("port = 7001\n", encoding="utf-8-sig")
    assert "port = 7001  # from nameplate.toml" in show().stdout
