"""The metrics of one process, for Prometheus."""

from __future__ import annotations

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """All metrics. Commands are counted when they are answered. `metrics_page.py` sets the gauges at each request."""

    def __init__(self) -> None:
        r = self.registry = CollectorRegistry()
        commands = Counter("nameplate_commands", "Commands by answer.", ["command", "answer"], registry=r)
        self.commands = cache(commands.labels)
        self.command_seconds = Histogram("nameplate_command_seconds", "From arrival to durable answer.", registry=r)
        self.screens = Gauge("nameplate_screens", "Open sockets.", ["audience"], registry=r)
        self.render_failures = Gauge("nameplate_drawing_faults", "Pictures that could not be rendered.", registry=r)
        self.outdated = Gauge("nameplate_outdated", "Meetings with screens out of date.", ["audience"], registry=r)
        self.renders = Gauge("nameplate_drawings", "Pictures rendered since the meetings were opened.", registry=r)
        self.database_jobs = Gauge(
            "nameplate_database_jobs", "Reads and writes of the database since the start.", registry=r
        )
        self.unknown_links = Counter(
            "nameplate_unknown_links", "Requests with a link or code that is not valid.", registry=r
        )
        self.refused_sockets = Counter(
            "nameplate_refused_sockets", "Screens that were refused because their link has too many open.", registry=r
        )
        self.stuck_sockets = Counter(
            "nameplate_stuck_sockets", "Screens that were disconnected because they did not read.", registry=r
        )
        self.bad_messages = Counter(
            "nameplate_bad_messages", "Messages of screens that were malformed, or too many.", registry=r
        )
        self.hint_lag_seconds = Histogram(
            "nameplate_hint_lag_seconds", "From an event to its arrival on this node from another one.", registry=r
        )
        self.caught_up_events = Counter(
            "nameplate_catch_up_events", "Events of other nodes that this node has read.", registry=r
        )
        self.late_hints = Gauge(
            "nameplate_late_hints", "Versions that this node has found before a hint came.", registry=r
        )
        self.cut_off = Gauge("nameplate_cut_off", "1 while this node does not reach the database.", registry=r)
        self.without_hints = Gauge(
            "nameplate_without_hints", "1 while no hints of other nodes arrive here.", registry=r
        )
        self.rooms = Gauge("nameplate_rooms", "Meetings open in this process.", registry=r)
        self.sign_ins = cache(Counter("nameplate_sign_ins", "Devices that signed in.", ["role"], registry=r).labels)
        self.signed_out_screens = Counter(
            "nameplate_signed_out_screens",
            "Screens whose link was revoked, or whose device was signed out.",
            registry=r,
        )
        self.refusals = cache(
            Counter(
                "nameplate_refusals", "Requests and sockets that were refused, by cause.", ["code"], registry=r
            ).labels
        )
        self.webhook_attempts = Counter(
            "nameplate_webhook_attempts", "Attempts to deliver to a webhook, by outcome.", ["outcome"], registry=r
        )
        self.webhook_lag = Gauge(
            "nameplate_webhook_lag_events", "Events that the webhook furthest behind has not got.", registry=r
        )
        self.waiting_commands = Gauge("nameplate_waiting_commands", "Commands that wait for their batch.", registry=r)

    def count_webhook_attempt(self, is_accepted: bool) -> None:
        """Count an attempt to deliver to a webhook."""
        self.webhook_attempts.labels("delivered" if is_accepted else "failed").inc()
