"""Marked words: remarks, their life from version to version, the author's file with them."""
