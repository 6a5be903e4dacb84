"""The bare loop: a server that only calls `send` with prepared bytes for each socket in a list.

`python -m tests.bench.bare` prints its port. For each line on stdin, `{"text": ...}`, it sends the text to all clients.
"""

from __future__ import annotations

import json
import select
import socket
import sys

ANSWER = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


def main() -> None:
    """Accept all clients, and send each text from stdin."""
    door = socket.create_server(("127.0.0.1", 0), backlog=4096)
    print(door.getsockname()[1], flush=True)
    guests: list[socket.socket] = []
    poll = select.poll()
    poll.register(door, select.POLLIN)
    poll.register(sys.stdin, select.POLLIN)
    while True:
        for descriptor, _ in poll.poll():
            if descriptor == door.fileno():
                guest, _ = door.accept()
                guest.recv(65_536)
                guest.sendall(ANSWER)
                guests.append(guest)
                continue
            line = sys.stdin.readline()
            if not line:
                return
            message = json.loads(line)["text"].encode()
            frame = bytes((0x81, 126)) + len(message).to_bytes(2, "big") + message
            for guest in guests:
                guest.send(frame)


if __name__ == "__main__":
    main()
