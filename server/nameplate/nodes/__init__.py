"""Several nodes: processes that serve the same meetings from one PostgreSQL database."""
