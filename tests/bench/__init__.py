"""Benchmarks as ratios, measured side by side. `make bench` runs them; the tests run short ones."""
