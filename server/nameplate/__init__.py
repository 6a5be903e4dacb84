"""Nameplate: the programme, the list of speakers and the one clock of a meeting."""

__version__ = "0.1.0"
