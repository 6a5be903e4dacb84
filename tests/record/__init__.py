"""Tests of the record of the deliberations."""
