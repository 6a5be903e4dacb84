"""Before the meeting: programme and delegation files become the first event of a log."""
