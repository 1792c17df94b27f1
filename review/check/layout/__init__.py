"""The file itself: can every page be read."""
