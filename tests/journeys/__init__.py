"""Whole stories in real browsers: several people at their own screens, talking to one server."""
