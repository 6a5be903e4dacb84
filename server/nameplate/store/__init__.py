"""The log: every event of every meeting, durable before it is acknowledged."""
