"""Benchmarks: ratios, measured side by side in one run. `make bench` runs them; the tests run a short one."""
