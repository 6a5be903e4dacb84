"""The wheel contains all that the server needs, and runs without the checkout."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from nameplate.paths import EXAMPLES, WEB
from nameplate.screens.assets import Assets
from tests.journeys.nameplate_process import Program, free_port

CHECKOUT = Path(__file__).resolve().parents[1]
WHERE = "import nameplate, nameplate.paths as p; print(nameplate.__file__, p.WEB, p.MIGRATIONS, p.EXAMPLES, sep='\\n')"


@dataclass(frozen=True, slots=True)
class Installed:
    """A virtual environment with the wheel, and an empty working folder."""

    environment: Path
    folder: Path

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables of a process: without those of Python and Nameplate, and with another home."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NAMEPLATE"))}
        return kept | {"HOME": str(self.folder), "PYTHONUNBUFFERED": "1"}

    def run(self, program: str, *arguments: str) -> str:
        """Run a program of the environment and return its output."""
        command = [str(self.environment / "bin" / program), *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.variables, capture_output=True, text=True, check=True)
        return done.stdout

    @asynccontextmanager
    async def demo(self) -> AsyncIterator[Program]:
        """Run `nameplate demo` until the block ends."""
        process = await asyncio.create_subprocess_exec(
            *(str(self.environment / "bin" / "nameplate"), "demo", "--port", str(free_port())),
            stdout=asyncio.subprocess.PIPE,
            cwd=self.folder,
            env=self.variables,
        )
        try:
            yield Program(process)
        finally:
            process.terminate()
            await process.wait()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built from the checkout without network."""
    folder = tmp_path_factory.mktemp("dist")
    build(CHECKOUT, folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel."""
    (wheel,) = built.glob("*.whl")
    return wheel


def build(source: Path, folder: Path) -> None:
    """What `make wheel` does."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder, by its name."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in a new environment. It can import the libraries of this one, but not its `.pth` files."""
    environment = tmp_path_factory.mktemp("fresh")
    venv.create(environment, with_pip=False)
    libraries = sysconfig.get_path("purelib", vars={"base": str(environment)})
    Path(libraries, "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(environment), "--disable-pip-version-check", "install"]
    quietly = ["--quiet", "--no-deps", "--no-index", "--ignore-installed"]
    subprocess.run([*pip, *quietly, str(wheel)], check=True, capture_output=True)
    return Installed(environment, tmp_path_factory.mktemp("empty"))


def test_the_wheel_contains_web_files_migrations_and_examples(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert {f"nameplate/web/{file.relative_to(WEB)}" for file in WEB.rglob("*") if file.is_file()} <= held
    assert {f"nameplate/examples/{file.name}" for file in EXAMPLES.iterdir()} <= held
    assert {"nameplate/migrations/env.py", "nameplate/migrations/versions/0001_first.py", "nameplate/py.typed"} <= held


def test_the_wheel_contains_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0].partition("-")[0] for name in archive.namelist()}
        assert tops == {"nameplate"}
        assert not any("__pycache__" in name or name.endswith((".db", ".pyc")) for name in archive.namelist())


def test_the_source_archive_builds_the_same_two_files_byte_for_byte(built: Path, tmp_path: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    for file in source.rglob("*"):
        file.chmod(file.stat().st_mode & 0o700)
        os.utime(file, (1_000_000_000, 1_000_000_000))
    build(source, tmp_path / "again")
    assert len(digests(built)) == 2
    assert digests(tmp_path / "again") == digests(built)


def test_the_installed_copy_runs_and_not_the_checkout(installed: Installed) -> None:
    places = [Path(line) for line in installed.run("python", "-c", WHERE).splitlines()]
    assert len(places) == 4
    assert all(place.is_relative_to(installed.environment.resolve()) for place in places)


async def test_the_installed_demo_serves_the_chairs_page_and_a_new_meeting(installed: Installed) -> None:
    async with installed.demo() as demo, AsyncClient(follow_redirects=True) as client:
        url = (await demo.says("chair\t")).partition("\t")[2]
        await demo.says("podium\t")
        origin = url.partition("/in/")[0]
        page = await client.get(url)
        assert page.status_code == 200 and "High-level panel discussion" in page.text
        style = await client.get(origin + Assets(WEB / "static").url("chair.css"))
        assert style.status_code == 200 and style.url.path in page.text
        made = await asyncio.to_thread(create, installed, origin)
        assert "Seminar on Enhancement" in (await client.get(made)).text


def create(installed: Installed, origin: str) -> str:
    """Create another meeting in the database of the demo. Returns the chair's link."""
    examples = installed.run("python", "-c", WHERE).splitlines()[3]
    served = ("--database", "sqlite:///.demo/nameplate.db", "--public-url", origin)
    files = (f"{examples}/seminar-2013.yaml", "--seats", f"{examples}/delegations.csv")
    link: str = json.loads(installed.run("nameplate", "meeting", "create", *files, *served, "--json"))["links"]["chair"]
    return link
