"""Tests of the forecast and of the reminders."""
