"""The floor: the next speaker, calls, absent speakers, points of order and rights of reply."""
