"""The attacks A1 to A22, each in a file with its number. Whatever is tried, the meeting must be as before."""
