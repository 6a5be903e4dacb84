"""Tests of sittings, items and changes of the programme."""
