"""Measurements: ratios taken in one run, printed by one command."""
