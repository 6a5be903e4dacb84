"""The webhooks of meetings."""
