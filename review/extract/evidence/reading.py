"""What a confirming document says of itself: its type, number, date, event, author, signature, outcome, attendance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.extract.evidence.dates import LOOSE, Dated, events, issue_date, meeting_date
from review.extract.evidence.lines import requisite_lines
from review.extract.evidence.signs import author_of, document_number, signature_of
from review.model.phrases import find_phrases, fold, has_phrase
from review.model.programme import EvidenceFacts

if TYPE_CHECKING:
    from review.model.document import Block, Document, Quote
    from review.model.language import Language
    from review.model.profile import Profile
    from review.model.programme import Facts

TYPES = ("photo", "protocol", "order", "spravka", "list", "plan", "script", "diagnostics", "certificate", "letter")
HEADING_LINES = 16  # the type stands in the first lines, under the school's name
WORDS_OF_REPORT = 90  # a photo report that tells so much is a report
REGISTERED = 3  # signed rows that make a registration list
HEAD_LENGTH = 3000  # characters that tell what a document is about
TITLE_LENGTH = 220
_PICTURE = re.compile(
    r"^\s*[\[(«<]?\s*(?:фото|рис|рисунок|снимок|скриншот|изображение|слайд)\w*\.?\s*(?:№\s*)?\d*", re.IGNORECASE
)
_CLASS = re.compile(r"\s*[«\"]?[А-Яа-я]?[»\"]?\s*кл(?:асс\w*|\.|\b)|\s*[-–—]\s*\d+\s*кл")
_YEAR = re.compile(r"(?:19|20)\d\d\s*(?:г\b|год|уч)")
_OF = re.compile(r"(?:родитель|ученич|педагогич|учитель)(?:ск|еск)|семейн", re.IGNORECASE)  # «родительский клуб»
_ASIDE = re.compile(r"\([^()]*\)")
_LINK = re.compile(r"https?://|\bwww\.|\bvk\.com|\bt\.me", re.IGNORECASE)
_CERTAIN_PICTURES = 2


def evidence_facts(document: Document, facts: Facts, profile: Profile, language: Language) -> EvidenceFacts:
    """Everything only a confirming document has; each with the words it was taken from."""
    kind, kind_quote = _document_type(document, profile)
    issued: Dated | None = issue_date(document, facts, profile, language, shows_event=kind in ("photo", "list"))
    if issued is None and kind == "protocol":
        issued = meeting_date(document, facts, profile, language)
    happened = events(document, facts, profile, language, issued)
    if issued is None and kind == "list" and any(item.rank < LOOSE for item in happened):
        bare = issue_date(document, facts, profile, language)
        if bare is not None and not any(bare.day in (item.span.first, item.span.last) for item in happened):
            issued = bare  # the text tells of the event: the bare date is the document's own
    number, number_quote = document_number(document, facts)
    return EvidenceFacts(
        document_type=kind,
        number=number,
        issued=issued.day if issued else None,
        event=tuple(item.span for item in happened),
        signed=signature_of(document) is not None,
        author=author_of(document, facts, profile, language),
        outcome=_outcome(document, profile),
        attendance=_attendance(document, profile),
        type_quote=kind_quote,
        number_quote=number_quote,
        issued_quote=issued.quote if issued else None,
        event_quotes=tuple(item.quote for item in happened),
        signature=signature_of(document),
        head="\n".join(line.text for line in requisite_lines(document))[:HEAD_LENGTH],
    )


def _document_type(document: Document, profile: Profile) -> tuple[str, Quote | None]:
    """The word a title begins with decides; a text of captions and links is a photo report whatever its title."""
    body = [block for block in document.body() if block.text.strip()]
    lines = [line for line in requisite_lines(document) if len(line.text) <= TITLE_LENGTH][:HEADING_LINES]
    if _is_pictures(body):
        return "photo", next(
            (document.quote(b.id) for b in body if _PICTURE.match(b.text) or _LINK.search(b.text)), None
        )
    best: tuple[int, int, str, Quote] | None = None
    for place, line in enumerate(lines):
        for kind in TYPES:
            spans = find_phrases(profile.words.get(f"evidence_{kind}", ()), line.text)
            if spans and not line.text[: spans[0].start].strip(" «\"'\t\n"):
                rank = (0 if _stands_out(line.block) else 1, place, kind, line.quote(document))
                best = rank if best is None or rank[:2] < best[:2] else best
    if best is None:
        for line in lines:
            for kind in TYPES:
                if has_phrase(profile.words.get(f"evidence_{kind}", ()), _ASIDE.sub("", line.text)):
                    return kind, line.quote(document)
        return "", None
    told = best[2] == "photo" and sum(len(block.text.split()) for block in body) > WORDS_OF_REPORT
    return ("spravka" if told else best[2]), best[3]


def _stands_out(block: Block) -> bool:
    return block.type == "heading" or block.bold or block.align == "center" or block.text.isupper()


def _is_pictures(body: list[Block]) -> bool:
    captions = sum(_PICTURE.match(block.text) is not None for block in body)
    links = sum(_LINK.search(block.text) is not None for block in body)
    plain = [block for block in body if not _PICTURE.match(block.text) and not _LINK.search(block.text)]
    told = sum(len(block.text.split()) for block in plain)
    if captions >= _CERTAIN_PICTURES:
        return told < 40 * captions
    return bool(links or captions) and told < 40  # noqa: PLR2004 - a title and a link


def _outcome(document: Document, profile: Profile) -> tuple[Quote, ...]:
    """Parts that tell what came of it; "ожидаемые результаты" and "планируется" are no outcome."""
    found = []
    for id_, text in document.units():
        spans = find_phrases(profile.words.get("outcome", ()), text)
        if spans and not has_phrase(profile.words.get("outcome_expected", ()), text[: spans[0].end + 40]):
            found.append(document.quote(id_))
    return tuple(found)


def _attendance(document: Document, profile: Profile) -> tuple[Quote, ...]:
    """Numbers of people, and the column of a registration list."""
    people = profile.words.get("people", ())
    found = []
    for id_, text in document.units():
        for match in re.finditer(r"(?<![\w№.,/-])\d+(?![\w%\]]|[.,]\d|\s?%)", text):
            after = text[match.end() : match.end() + 40]
            before = text[max(0, match.start() - 40) : match.start()]
            if _CLASS.match(after) or _YEAR.match(text[match.start() :]):
                continue
            counted = [
                span
                for span in find_phrases(people, after)
                if not re.search(r"\d|[.;\n]", after[: span.start]) and not _OF.match(after[span.start :])
            ]
            if (counted and not re.search(r"№\s*$|класс", before[-8:])) or _announced(before, profile):
                found.append(document.quote(id_))
                break
    return tuple(found) or _covered(document, profile) or _registered(document)


def _covered(document: Document, profile: Profile) -> tuple[Quote, ...]:
    """The share of those who took part: «в неделе приняли участие 84 % обучающихся»."""
    attended = profile.words.get("attended", ())
    told = [
        document.quote(block.id)
        for block in document.body()
        if block.table is None and re.search(r"\d\s?%", block.text) and has_phrase(attended, block.text)
    ]
    return tuple(told)


def _registered(document: Document) -> tuple[Quote, ...]:
    """Rows of a registration list: names with signatures."""
    for block in document.body():
        if block.table is None or len(block.table.rows) <= REGISTERED:
            continue
        heads = {cell.col for cell in block.table.rows[0] if re.search(r"подпис|роспис", cell.text.lower())}
        cells = [cell for row in block.table.rows[1:] for cell in row]
        filled = [cell for cell in cells if cell.col in heads and re.search(r"\w", cell.text)]
        if len(filled) >= REGISTERED:
            return tuple(document.quote(cell.id) for cell in filled[:REGISTERED])
    return ()


def _announced(before: str, profile: Profile) -> bool:
    words = find_phrases(profile.words.get("attended", ()), before)
    return bool(words) and len(re.findall(r"\w+", fold(before[words[-1].end :]))) <= 2  # noqa: PLR2004
