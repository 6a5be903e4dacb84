"""Reads programme and delegation files, and makes the first event of a meeting's log from them."""
