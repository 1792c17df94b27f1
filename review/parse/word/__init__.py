"""Word files: lxml over the parts, every construct that shows words on the page."""
