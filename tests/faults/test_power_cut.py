"""A power cut, imitated with a disk in a file: the copy of that file has only what had been written to the disk."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Scale, Tally
from tests.faults.conftest import TWENTY, Serve, killed_while_all_press, stored_versions
from tests.faults.delegations import Delegation, check_log
from tests.serving import Hosted

DISK_BYTES = 32 << 20
COMMIT_SECONDS = 300
"""The file system writes by itself only after this time. So nothing but the server writes to the disk."""


@dataclass
class Disk:
    """A file system in the file `image`, mounted at `folder`."""

    image: Path
    folder: Path

    def mount(self) -> None:
        """Mount the image. Skips the test where that is not possible."""
        options = f"loop,commit={COMMIT_SECONDS}"
        done = subprocess.run(["mount", "-o", options, self.image, self.folder], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"NO POWER CUT WAS TESTED. Mounting a disk in a file failed: {done.stderr.decode().strip()}")

    def unmount(self) -> None:
        """Unmount, and write everything to the image."""
        subprocess.run(["umount", self.folder], check=True)

    def lose_power(self) -> None:
        """Lose what is not on the disk yet. No process may use the disk."""
        rest = self.image.with_suffix(".rest")
        shutil.copyfile(self.image, rest)  # before unmounting, which writes the rest
        self.unmount()
        rest.replace(self.image)
        self.mount()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """An empty disk. Needs root, and loop devices."""
    if os.getuid() != 0 or not (make := shutil.which("mkfs.ext4")):
        pytest.skip("NO POWER CUT WAS TESTED. It needs root, and the program mkfs.ext4.")
    made = Disk(tmp_path / "image", tmp_path / "disk")
    made.folder.mkdir()
    with made.image.open("wb") as image:
        image.truncate(DISK_BYTES)
    subprocess.run([make, "-q", made.image], check=True)
    made.mount()
    yield made
    made.unmount()


@pytest.fixture
def database_url(disk: Disk) -> str:
    """A database on that disk."""
    return f"sqlite:///{disk.folder / 'nameplate.db'}"


async def test_after_a_power_cut_the_log_has_each_acknowledged_command_once_and_no_other(
    meeting: Hosted, serve: Serve, disk: Disk, scale: Scale, tally: Tally
) -> None:
    delegations = [Delegation([meeting], seat.id) for seat in TWENTY]
    cuts = scale(1, 5)
    for _ in range(cuts):
        await killed_while_all_press(serve, delegations, random.randint(40, 80))
        disk.lose_power()
        tally("faults", 1)
    async with serve():
        await asyncio.gather(*(d.give() for d in delegations))
        log = await check_log(meeting, delegations)
    assert stored_versions(disk.folder / "nameplate.db") == list(range(1, len(log) + 1))
    tally("commands", sum(len(d.acknowledged) for d in delegations))
    tally("lost", 0)


def test_what_was_not_synchronized_is_lost_with_the_power(disk: Disk) -> None:
    with (disk.folder / "kept").open("wb") as kept:
        kept.write(b"kept" * 1000)
        kept.flush()
        os.fsync(kept.fileno())
    (disk.folder / "lost").write_bytes(b"lost" * 1000)
    disk.lose_power()
    assert (disk.folder / "kept").read_bytes() == b"kept" * 1000
    assert not (disk.folder / "lost").exists()
