"""The programme: sittings, items, and changes while the meeting runs."""
