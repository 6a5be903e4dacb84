"""Tests of several nodes on one PostgreSQL database."""
