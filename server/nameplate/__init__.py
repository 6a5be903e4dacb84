"""Nameplate: the programme, the list of speakers and the one clock of a meeting, live on every screen.

    meeting/     the domain: commands, events, rules; pure
    store/       the event log and the passes; durable before a command is acknowledged
    rooms/       live meetings: queue, commit, render, fan-out
    wording/     every sentence that a person reads
    screens/     what each audience sees, and its HTML
    access/      passes and their secrets
    planning/    programme and delegation files
    record/      the record of the deliberations
    pages/       HTTP and WebSocket handlers
    serving/     uvicorn, its WebSocket connections, the text in the terminal
    cli/         the command line
    app.py       creates the application from the parts; simulation.py simulates a meeting

There are no circular imports between the parts. `tests/test_architecture.py` checks this.
A command: pages/commands -> rooms/room -> meeting (decide) -> store/event_log -> meeting (apply) -> screens -> clients.
"""

__version__ = "0.1.0"
