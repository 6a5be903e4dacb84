"""Benchmarks that compare programs in the same run. `make bench` runs them. The tests run short versions."""
