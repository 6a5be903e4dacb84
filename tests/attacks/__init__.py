"""The attacks A1 to A23, each in a file with its number. Whatever is tried, the meeting must be as before."""
