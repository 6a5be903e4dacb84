"""What can be set, read from the environment once; the command line overrides it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a server. Each is read from `NAMEPLATE_` and its name in capitals."""

    database: str = "sqlite:///nameplate.db"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""

    @property
    def url(self) -> str:
        """The address under which people reach this server, without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment gives. Raises ValueError on a port that is no number."""
    standard = Settings()
    return Settings(
        database=environment.get("NAMEPLATE_DATABASE", standard.database),
        host=environment.get("NAMEPLATE_HOST", standard.host),
        port=int(environment.get("NAMEPLATE_PORT", standard.port)),
        public_url=environment.get("NAMEPLATE_PUBLIC_URL", standard.public_url),
    )
