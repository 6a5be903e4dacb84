"""Tests of what survives when the server is killed."""
