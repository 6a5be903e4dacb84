"""Tests of calls, absent speakers, points of order and rights of reply."""
