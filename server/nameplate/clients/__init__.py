"""Programs that take part in a meeting over its public interface, each in a process of its own.

They import nothing of the server: a fault in them cannot disturb the room.
"""
