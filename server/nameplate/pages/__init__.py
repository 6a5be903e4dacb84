"""HTTP and sockets, thin: who asks, what for, and the answer."""
