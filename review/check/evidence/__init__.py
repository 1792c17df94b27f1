"""Confirming documents: are they about the measure, do they prove the fact and show the result."""
