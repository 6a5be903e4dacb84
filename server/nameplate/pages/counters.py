"""What is counted while the server runs."""

from __future__ import annotations

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        here = self.registry = CollectorRegistry()
        commands = Counter("nameplate_commands", "Commands by answer.", ["command", "answer"], registry=here)
        self.commands = cache(commands.labels)
        self.seconds = Histogram("nameplate_command_seconds", "From arrival to durable answer.", registry=here)
        self.screens = Gauge("nameplate_screens", "Open sockets.", ["audience"], registry=here)
        self.faults = Gauge("nameplate_drawing_faults", "Pictures that could not be rendered.", registry=here)
        self.outdated = Gauge("nameplate_outdated", "Meetings with screens out of date.", ["audience"], registry=here)
        self.draws = Gauge("nameplate_drawings", "Pictures drawn since the meetings were opened.", registry=here)
        self.jobs = Gauge("nameplate_database_jobs", "Reads and writes of the database since the start.", registry=here)
        self.rooms = Gauge("nameplate_rooms", "Meetings open in this process.", registry=here)
