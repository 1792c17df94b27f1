"""What the child that draws pages may do. It loads pdfium and nothing else."""

from __future__ import annotations

from review.parse.pdf.page_image import page_images
from review.parse.pdf.page_marks import marked_pages
from review.parse.pdf.page_words import page_boxes


def perform(name: str, *args: object) -> object:
    """The one door of the child: run one of the functions above by its name."""
    work = {"page_images": page_images, "page_boxes": page_boxes, "marked_pages": marked_pages}
    return work[name](*args)  # type: ignore[operator]  # each caller passes its function's own arguments
