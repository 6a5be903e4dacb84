"""The forecast: when each speaker is likely to speak, what still fits, and reminders."""
