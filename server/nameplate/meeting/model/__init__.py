"""The values of a meeting, and the base classes of commands and events."""
