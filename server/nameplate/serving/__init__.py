"""Runs the application: uvicorn, its WebSocket connections, and what the terminal says."""
