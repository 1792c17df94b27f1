"""Directions of the risk profile: named, covered by tasks and measures."""
