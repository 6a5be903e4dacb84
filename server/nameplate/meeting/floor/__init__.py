"""The floor: who is next, giving it, absent speakers, points of order, rights of reply."""
