"""Pages without a text layer: pictures, ruling lines, tesseract."""
