"""Webhooks: the changes of a meeting, sent to addresses of other programs."""
