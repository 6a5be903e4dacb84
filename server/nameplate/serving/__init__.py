"""Runs the application: uvicorn, its WebSocket connections, and the text in the terminal."""
