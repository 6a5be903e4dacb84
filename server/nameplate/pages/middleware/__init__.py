"""Middleware for all requests and responses: compression, body limit, security headers, check of the origin."""
