"""Tests of the list of speakers."""
