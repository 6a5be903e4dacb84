"""Tests of the values of a meeting."""
