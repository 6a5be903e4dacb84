"""Tests of what United Nations bodies and others do in practice; each test names its source."""
