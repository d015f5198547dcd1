"""The parts of benchmark.py: the work, the peers, the scoring, time, memory, the report."""
