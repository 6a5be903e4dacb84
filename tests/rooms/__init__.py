"""Tests of live meetings: rooms over a real log."""
