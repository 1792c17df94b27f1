"""PDF files: text by geometry, tables from ruling lines, everything that runs over pages joined."""

from review.parse.pdf.reader import open_pdf, read_pdf

__all__ = ["open_pdf", "read_pdf"]
