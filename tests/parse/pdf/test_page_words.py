"""Words are found on a PDF's pages, with boxes where a reader sees them."""

from pathlib import Path

import pytest

from review.errors import Damaged
from review.model.page_picture import Wanted
from review.parse.pdf.page_words import page_boxes
from review.parse.pdf.reader import read_pdf
from review.settings import Settings

FILES = [Path(__file__).parent / "files" / f"{name}.pdf" for name in ("programme", "owner_only")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_quotes_of_a_read_document_are_framed_on_their_page(path):
    data = path.read_bytes()
    document = read_pdf(data, Settings())
    some = [(block, text) for block, text in document.units() if len(text) > 20][:12]
    wanted = [Wanted(block, text[:40], document.page_of(block)) for block, text in some]
    pages = page_boxes(data, wanted)
    found = {key: (number, boxes) for number, page in enumerate(pages, 1) for key, boxes in page.boxes}
    readable = [one for one in wanted if one.page not in document.recognised_pages]
    assert len(found) >= 0.9 * len(readable)
    for one in readable:
        if one.key not in found:
            continue
        number, boxes = found[one.key]
        assert number in (one.page, one.page + 1)
        page = pages[number - 1]
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= page.width + 1
            assert -1 <= top < bottom <= page.height + 1


def test_a_broken_pdf_is_refused():
    with pytest.raises(Damaged):
        page_boxes(b"%PDF-1.7 nothing", [])
