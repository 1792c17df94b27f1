"""Expertiza 500+: from a school's file to a signed official paper. The map of the rooms is in README.md."""
