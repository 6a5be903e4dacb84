"""Tests of the log: real SQLite files, real commits."""
