"""Nameplate: the programme, the list of speakers and the one clock of a meeting, live on every screen.

    meeting/     the domain: commands, events, rules; pure
    store/       the log: durable before it is acknowledged
    rooms/       live meetings: decide in turns, publish pictures
    screens/     what each audience sees, and its HTML
    access/      who may come in
    planning/    programme and delegation files
    record/      what remains: the record of the deliberations
    pages/       HTTP and sockets, thin
    cli/         the command
    app.py       puts them together; server.py runs it; simulation.py plays a meeting

Imports point one way: cli, app, pages, rooms, store, meeting.
A command: pages/commands -> rooms/room -> meeting (decide) -> store/log -> meeting (apply) -> screens -> every socket.
"""

__version__ = "0.1.0"
