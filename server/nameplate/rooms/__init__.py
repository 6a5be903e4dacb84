"""Live meetings. One room per meeting decides commands, commits them, renders pictures and fans them out."""
