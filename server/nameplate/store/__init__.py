"""The event log and the passes in the database. A command is answered only after its events are durable."""
