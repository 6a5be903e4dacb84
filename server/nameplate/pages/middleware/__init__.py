"""What every request and answer goes through: compression, body limit, security headers, origin."""
