"""Passes, which let clients into a meeting, and their secrets."""
