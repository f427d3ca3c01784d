"""Tests of the shipped queries."""
