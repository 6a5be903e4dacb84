"""Speeches: the clock, speaking times, and the end of a speech."""
