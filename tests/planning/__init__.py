"""Tests of the programme and delegation files."""
