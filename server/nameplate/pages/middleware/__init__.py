"""Applies to every request and answer: compression, body limit, security headers. Origin checks what may write."""
