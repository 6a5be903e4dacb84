"""The programs that take part in a meeting."""
