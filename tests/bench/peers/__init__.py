"""What others do: servers that print their port, and for each line on stdin `{"text": ...}`, write that to all."""
