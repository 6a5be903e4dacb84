"""Tests of HTTP and WebSockets, with a real server."""
