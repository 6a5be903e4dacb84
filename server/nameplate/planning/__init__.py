"""Reads programme and delegation files, and makes the first event of a meeting from them."""
