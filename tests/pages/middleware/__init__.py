"""Tests of the middleware, over HTTP."""
