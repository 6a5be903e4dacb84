"""Tests of the clock, of speaking times and of the end of a speech."""
