"""Reproducible measurements: how long what takes, on how much."""
