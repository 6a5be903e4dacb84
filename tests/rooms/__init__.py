"""Tests of rooms, on a real database."""
