"""HTTP and WebSocket handlers. Each finds the pass, reads the request, asks a room or a renderer, and answers."""
