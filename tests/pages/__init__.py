"""Tests of the contract: HTTP and sockets of a real server."""
