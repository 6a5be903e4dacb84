"""What `nameplate doctor` says about the machine and the settings."""

from __future__ import annotations

import os
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nameplate.cli.machine_checks import Finding, clock, disk_space, file_limit, settings, sqlite_version
from tests.cli.conftest import PANEL, Run
from tests.journeys.nameplate_process import nameplate, output
from tests.serving import serving

PROXY = "127.0.0.1,::1"


def levels(public_url: str, proxies: str = PROXY) -> list[str]:
    """The levels of the findings about settings, while no server runs."""
    return [finding.level for finding in settings(public_url, proxies, is_served=False)]


@pytest.mark.parametrize(("version", "level"), [((3, 40, 1), "warning"), ((3, 51, 2), "warning"), ((3, 51, 3), "ok")])
def test_versions_of_sqlite_with_a_known_fault_are_named(version: tuple[int, ...], level: str) -> None:
    found = sqlite_version(version)
    assert found.level == level and ".".join(map(str, version)) in found.sentence


@contextmanager
def limited(files: int) -> Iterator[None]:
    """Let this process have only so many files open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_low_limit_of_open_files_is_a_warning_that_says_what_to_do() -> None:
    with limited(1024):
        found = [file_limit(server) for server in (None, os.getpid())]
    assert all(each.level == "warning" and "LimitNOFILE=4096" in each.sentence for each in found)
    assert "are open now" in found[1].sentence
    with limited(8192):
        assert [file_limit(server).level for server in (None, os.getpid())] == ["ok", "ok"]


def test_a_server_that_has_ended_meanwhile_is_a_warning() -> None:
    assert file_limit(2**22 + 1).level == "warning"


def test_the_clock_and_the_disk_are_judged(tmp_path: Path) -> None:
    assert clock().level in ("ok", "warning") and "clock" in clock().sentence
    assert "MB are free" in disk_space(tmp_path).sentence


@pytest.mark.parametrize(
    ("public_url", "expected"),
    [
        ("https://un.example", ["ok", "ok"]),
        ("http://192.168.1.5:8000", ["ok", "warning"]),
        ("http://127.0.0.1:8000/", ["warning", "warning"]),
        ("http://[2001:db8::1]:8000", ["ok", "warning"]),
        ("http://meeting_room-2", ["ok", "warning"]),
        ("HTTPS://UN.example.:8443", ["ok", "ok"]),
        ("https://xn--gnve-4oa.example", ["ok", "ok"]),
        ("", ["warning"]),
        ("un.example", ["FAULT"]),
        ("ftp://un.example", ["FAULT"]),
        ("https://", ["FAULT"]),
        ("https://un.example/meeting", ["FAULT"]),
        ("https://un.example:port", ["FAULT"]),
        ("http://0.0.0.0:8000", ["FAULT"]),
        ("http://[::]", ["FAULT"]),
        ("http://a b", ["FAULT"]),
        ("https://*.example.org", ["FAULT"]),
        ("https://x.org,", ["FAULT"]),
        ("https://x..org", ["FAULT"]),
        ("https://.", ["FAULT"]),
        ("http://256.1.1.1", ["FAULT"]),
        ("http://10.1", ["FAULT"]),
        ("http://-bad-.org", ["FAULT"]),
        (f"http://{'a' * 64}.org", ["FAULT"]),
        (f"http://{'a.' * 130}org", ["FAULT"]),
        ("http://genève.example", ["FAULT"]),
        ("http://[fe80::1%eth0]", ["FAULT"]),
        ("http://[::1]x", ["FAULT"]),
        ("http://x.org:0", ["FAULT"]),
        ("http://x.org:", ["FAULT"]),
        ("http://x.org:65536", ["FAULT"]),
        ("http://@x.org", ["FAULT"]),
        ("http://x.org?", ["FAULT"]),
        ("http://x.org#", ["FAULT"]),
        ("http://x\n.org", ["FAULT"]),
        (" http://x.org", ["FAULT"]),
    ],
)
def test_a_public_address_is_judged_by_its_form(public_url: str, expected: list[str]) -> None:
    assert levels(public_url) == expected


@pytest.mark.parametrize(
    ("proxies", "faults"),
    [
        ("10.0.0.0/8, ::1", 0),
        ("", 1),
        ("*", 1),
        ("0.0.0.0/0", 1),
        ("::1,::/0", 1),
        ("proxy.local,10.0.0.1", 1),
        ("10.0.0.1/8", 1),
        ("10.0.0.1,,", 1),
        ("10.0.0.1, ", 1),
        (",", 1),
    ],
)
def test_trusted_proxies_are_judged(proxies: str, faults: int) -> None:
    assert levels("https://un.example", proxies).count("FAULT") == faults


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--public-url", "ftp://un.example"),
        ("--public-url", "https://un.example/meeting"),
        ("--public-url", "https://*.example.org"),
        ("--trusted-proxy", "banana"),
        ("--trusted-proxy", "*"),
        ("--trusted-proxy", "::/0"),
        ("--trusted-proxy", "10.0.0.1,,"),
    ],
)
def test_what_doctor_calls_a_fault_is_refused_with_the_same_sentence_before_anything_is_stored(
    run: Run, created: Any, option: str, value: str
) -> None:
    before = run("meeting", "list").stdout
    said = run("doctor", option, value, fails=True).stdout
    (fault,) = [line.removeprefix("FAULT").strip() for line in said.splitlines() if line.startswith("FAULT")]
    needs_links = [("meeting", "create", PANEL), ("meeting", "links", created["code"])]
    for command in [("serve",), *(needs_links if option == "--public-url" else [])]:
        refused = run(*command, option, value, fails=2).stderr
        assert refused == f"Error: The option {option} has a wrong value. {fault}\n"
    assert run("meeting", "list").stdout == before


async def test_the_public_address_of_a_running_server_is_tried(database_url: str) -> None:
    async with serving(database_url) as host:
        said = await output("doctor", "--database", database_url, "--public-url", host.url)
        assert "No server is using the database now." in said  # a server of tests holds no lock
    port = host.url.rpartition(":")[2]
    async with nameplate("serve", "--port", port, "--database", database_url) as program:
        await program.says("Nameplate serves")
        said = await output("doctor", "--database", database_url, "--public-url", host.url)
    assert f"ok      The server answers at {host.url}." in said
    assert f"The database is served by process {program.process.pid}." in said
    assert f"Process {program.process.pid} may have" in said


def test_an_address_where_nothing_or_something_else_answers_is_a_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        found = [*settings(address, PROXY, is_served=True)][-1]
    assert found.level == "FAULT" and "does not answer" in found.sentence
    assert isinstance(found, Finding)


def test_strict_ends_with_1_for_a_warning(run: Run, created: Any) -> None:
    assert "warning" in run("doctor").stdout
    run("doctor", "--strict", fails=True)
