"""Live meetings: one room per meeting decides, stores and publishes; screens get pictures, never deltas."""
