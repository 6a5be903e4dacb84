"""The tests: a mirror of the package, and beside it the journeys, the faults and the benches."""
