"""Tests of a server that is killed, a disk that is full, and other faults."""
