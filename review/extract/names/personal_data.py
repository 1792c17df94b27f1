"""Personal data of pupils and families in a text: who is named with a class, and what private things stand beside.

A teacher's name is no finding. A name becomes a pupil's when a class stands beside it, when its sentence speaks of
pupils and of no post, or when it stands in a table's column of pupils. Health and family words count only beside a
pupil's name: "5 обучающихся с ОВЗ" is an aggregate and fine.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from review.model.phrases import find_phrases, has_phrase
from review.model.programme import PersonalData

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.model.document import Document, Table
    from review.model.language import Language, Span
    from review.model.profile import Profile

FEW = 2
LINE = 160  # a title or a line above a table
POST = 60  # characters a post after a name takes
_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"(?:[А-ЯЁ]\.\s?){1,2}"
_ABSENT = re.compile(r"(?i)отсутств\w+[^\n]{0,40}\bпо\s*$")  # «отсутствовали 3 (по болезни)» tells nothing of a pupil
_NAME = re.compile(rf"(?<![\w-]){_WORD}\s(?:{_INITIALS}(?!\w)|{_WORD}(?:\s{_WORD})?(?![\w-]))")
_INTRODUCED = re.compile(rf"({_WORD}\s(?:[А-ЯЁ]\.\s?){{2}}),\s*")
_NO_NAME = re.compile(
    r"[Шш]кол|[Рр]айон|[Оо]бласт|[Гг]имнази|[Лл]ице|[Оо]круг|[Дд]ень|[Уу]рок|[Нн]едел|Повестк|Присутств|Советск|"
    r"Федерац|Отечеств|Республик"
)
_NOT_OURS = re.compile(  # before a place, before whom a school is named after, before a method's author
    r"(?:\bим(?:\.|ени)|\b(?:методик|опросник|анкет|тест|шкал|автор|программ)\w*)(?:\s+Героя[А-Яа-яё\s]*|(?:\s+[а-яё]+){1,4})?[\s(«]*$"
    r"|(?<!\w)(?:с|д|п|пос|пгт|г|х|ст|дер)\.\s*$|(?:сел|деревн|посёл|посел|хутор|станиц|город)\w*\s*$"
)
_MAY_NAME = re.compile(r"[А-ЯЁ][\w.-]*\s*[А-ЯЁ]")  # two words with capitals side by side
_PATRONYMIC = re.compile(r"(?:вич(?:а|у|ем|е)?|(?:вн|ичн)(?:а|ы|е|у|ой)|оглы|кызы)$")
_CLASS = (
    r"\d{1,2}\s?[-–]?\s?[«\"]?[а-яА-ЯёЁ]?[»\"]?\s?(?:кл\b\.?|класс\w*)|\d{1,2}\s?[-–]?\s?[«\"]?[А-Яа-г][»\"]?(?!\w)"
)
_CLASS_AFTER = re.compile(rf"\s*[,(–—-]*\s*(?:из\s+)?(?:ученик\w*|ученица|учени\w+|обучающ\w+|учащ\w+)?\s*(?:{_CLASS})")
_CLASS_BEFORE = re.compile(r"(?:учени\w+|обучающ\w+|учащ\w+|воспитанни\w+)[^.;:]{0,45}?$", re.IGNORECASE)
_FROM_CLASS = re.compile(rf"\s*,?\s*из\s+(?:{_CLASS})")
_ONE_PUPIL = re.compile(  # «ученика 2 класса»: one child, whom a small school knows without a name
    r"(?<!\w)(?:ученик(?:а|у|ом)?|учениц(?:а|ы|е|ей)|(?:обуча|уча)ющ?(?:ийся|егося|емуся|аяся|ейся))\s+"
    r"\d{1,2}\s?[-«\"]?[А-Яа-я]?[»\"]?\s?кл",
    re.IGNORECASE,
)
_CATEGORY = re.compile(r"ОВЗ|ограниченн|адаптированн|АООП", re.IGNORECASE)
_SNILS = re.compile(r"(?<!\d)\d{3}[-\s]\d{3}[-\s]\d{3}[-\s]\d{2}(?!\d)")
_PASSPORT = re.compile(r"паспорт\w*[^.;]{0,20}?\d{2}\s?\d{2}\s*№?\s*\d{6}", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+7|8)[\s(-]{0,2}\d{3,5}[\s)-]{0,2}\d{1,3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)")
_STREET = re.compile(r"(?:\bул\.|\bулиц\w+|\bпер\.|\bпереул\w+|\bпр-т\b)\s*[А-ЯЁ][^;|\n]{1,40}?\d+\w?")
_BIRTH = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}(?!\d)(?:\s*г\.?\s?р\.?)?")


def personal_data(document: Document, profile: Profile, language: Language) -> tuple[PersonalData, ...]:
    """Everything found, in reading order, each word once."""
    finder = _Finder(document, profile, language)
    for block in document.body():
        if block.table is not None:
            finder.table(block.table)
        else:
            finder.text(block.id, block.text)
    finder.single_pupil()
    order = {id_: place for place, (id_, _) in enumerate(document.units())}
    found = sorted(finder.found.values(), key=lambda item: (order[item.quote.block], item.quote.start, item.kind))
    return tuple(found)


class _Finder:
    """Collects what one document says."""

    def __init__(self, document: Document, profile: Profile, language: Language) -> None:
        self.document = document
        self.words = profile.words
        self.language = language
        self.found: dict[tuple[str, int, int, str], PersonalData] = {}
        self.pupils_near = False  # the list above was announced as a list of pupils
        self.staff = self._staff()
        self.announced = False  # the last line above the table speaks of pupils: «Список обучающихся группы риска»

    def _staff(self) -> set[tuple[str, str]]:
        """People with two initials whom the document introduces with their post: «Бякова Т. И., заместитель …»."""
        found = set()
        for _, text in self.document.units():
            for match in _INTRODUCED.finditer(text):
                post = text[match.end() : match.end() + POST]
                key = _key(match[1])
                if key and any(span.start == 0 for span in find_phrases(self.words.get("staff_posts", ()), post)):
                    found.add(key)
        return found

    def add(self, kind: str, block: str, start: int, end: int) -> None:
        quote = self.document.quote(block, start, end)
        if quote.text:
            self.found[block, quote.start, quote.end, kind] = PersonalData(kind, quote)  # type: ignore[arg-type]  # all callers pass a kind of the Literal

    def text(self, block: str, text: str) -> None:
        """A paragraph, a list item, or a cell of a table that has no column of pupils."""
        self.numbers(block, text)
        for start, end in _sentences(self.language, text):
            self.sentence(block, text, start, end)
        if len(text) <= LINE and not _BIRTH.search(text) and re.search(r"[^\W\d_]{5,}", text):
            self.announced = self._of_pupils(text) or (self.announced and not self._staffed(text))
        ends_as_list = text.rstrip().endswith(":")
        if ends_as_list or not _NAME.search(text):
            self.pupils_near = ends_as_list and self._of_pupils(text)

    def sentence(self, block: str, text: str, start: int, end: int) -> None:
        """Names of pupils in one sentence, and the private words beside them."""
        part = text[start:end]
        names = [name for name in self._names(part) if _is_person(part, *name) and self._is_pupil(part, name)]
        for low, high in names:
            self.add("pupil", block, start + low, start + high)
        if not names and _ONE_PUPIL.search(part):
            self._health(block, part, start)
        if names:
            for kind in ("health", "family", "address"):
                for span in find_phrases(self.words.get(f"private_{kind}", ()), part):
                    self.add(kind, block, start + span.start, start + span.end)
            for pattern, kind in ((_STREET, "address"), (_PHONE, "phone"), (_BIRTH, "birth")):
                for match in pattern.finditer(part):
                    self.add(kind, block, start + match.start(), start + match.end())

    def single_pupil(self) -> None:
        """A paper on one or two pupils: health and family are theirs, wherever they stand; "5 обучающихся" are not."""
        names = {item.quote.text for item in self.found.values() if item.kind == "pupil"}
        if not 0 < len(names) <= FEW:
            return
        for id_, text in self.document.units():
            if re.search(r"\d\s+(?:обучающ|учащ|детей|ученик)", text):
                continue
            for kind in ("health", "family"):
                for span in find_phrases(self.words.get(f"private_{kind}", ()), text):
                    if not _ABSENT.search(text, 0, span.start):
                        self.add(kind, id_, span.start, span.end)

    def numbers(self, block: str, text: str) -> None:
        """Numbers that are private wherever they stand."""
        for match in _SNILS.finditer(text):
            self.add("snils", block, *match.span())
        for match in _PASSPORT.finditer(text):
            self.add("passport", block, *match.span())
        for span in find_phrases(self.words.get("private_home", ()), text):
            if _STREET.search(text, span.end) or _PHONE.search(text, span.end):
                self.add("address", block, span.start, len(text))

    def table(self, table: Table) -> None:
        """Cells under a column of pupils are names; private columns beside them are private."""
        columns = self._columns(table, announced=self.announced)
        people = [col for col, kind in columns.items() if kind in ("pupil", "parent")]
        for row in table.rows:
            named = any(cell.col in people and _NAME.search(cell.text) for cell in row)
            for cell in row:
                kind = columns.get(cell.col)
                if named and kind == "pupil" and not self._staffed(cell.text):
                    for span in _people(cell.text):
                        self.add("pupil", cell.id, *span)
                elif named and kind not in (None, "staff", "pupil", "parent") and cell.text.strip(" -–—0нетНЕТ"):
                    self.add(str(kind), cell.id, 0, len(cell.text))
                if kind not in ("staff", "parent"):
                    self.text(cell.id, cell.text)
            if named:
                self._private_words(row)
            elif any(_ONE_PUPIL.search(cell.text) for cell in row):
                for cell in row:
                    self._health(cell.id, cell.text, 0)
        self.pupils_near = False

    def _health(self, block: str, text: str, shift: int) -> None:
        """Words of illness beside one pupil; a category of pupils is none."""
        for span in find_phrases(self.words.get("private_health", ()), text):
            if not _CATEGORY.match(text[span.start : span.end]):
                self.add("health", block, shift + span.start, shift + span.end)

    def _private_words(self, row: tuple[object, ...]) -> None:
        for cell in row:
            cell_id, text = cell.id, cell.text  # type: ignore[attr-defined]  # rows hold cells
            for kind in ("health", "family"):
                for span in find_phrases(self.words.get(f"private_{kind}", ()), text):
                    self.add(kind, cell_id, span.start, span.end)
            for match in _PHONE.finditer(text):
                self.add("phone", cell_id, *match.span())
            for match in _STREET.finditer(text):
                self.add("address", cell_id, *match.span())

    def _columns(self, table: Table, *, announced: bool) -> dict[int, str]:
        """What the header says of each column; a class column or a title makes a plain "ФИО" column one of pupils."""
        header: dict[int, str] = {}
        for row in table.rows[:2]:
            for cell in row:
                if not _NAME.search(cell.text):
                    header[cell.col] = f"{header.get(cell.col, '')} {cell.text}".strip()
        kinds: dict[int, str] = {}
        classes = False
        for col, text in header.items():
            for kind in ("parent", "staff", "pupil", "health", "family", "phone", "address", "birth"):
                if has_phrase(self.words.get(f"column_{kind}", ()), text):
                    kinds[col] = kind
                    break
            classes = classes or has_phrase(("класс", "кл"), text)
        if (classes or announced) and not {"pupil", "parent", "staff"} & set(kinds.values()):
            for col, text in header.items():
                if has_phrase(self.words.get("column_person", ()), text):
                    kinds[col] = "pupil"
        return kinds

    def _names(self, part: str) -> Iterator[tuple[int, int]]:
        people = {(span.start, span.end) for span in self.language.persons(part)} if _MAY_NAME.search(part) else set()
        taken: list[tuple[int, int]] = []
        for start, end in sorted(people):
            taken.append((start, end))
            yield start, end
        for match in _NAME.finditer(part):
            in_row = re.search(r"[:;,]\s*$", part[: match.start()]) is not None and self._of_pupils(part)
            inside = any(match.start() < end and start < match.end() for start, end in taken)
            told = _CLASS_AFTER.match(part, match.end()) or _CLASS_BEFORE.search(part[: match.start()])
            listed = self.pupils_near and match.start() < 4  # noqa: PLR2004 - a number may stand before
            spoken = told or listed or in_row or "." in match[0] or self._calls(match[0], part)
            if not inside and not _NO_NAME.search(match[0]) and spoken:
                yield match.span()

    def _calls(self, name: str, part: str) -> bool:
        """A given name and a surname in a sentence about pupils or about something private."""
        words = name.split()
        given = len(words) == 2 and any(self.language.is_given_name(word) for word in words)  # noqa: PLR2004
        return given and (self._is_private(part) or has_phrase(self.words.get("pupils", ()), part))

    def _is_pupil(self, part: str, name: tuple[int, int]) -> bool:
        start, end = name
        words = part[start:end].split()
        before, near = part[max(0, start - 60) : start], part[max(0, start - 45) : min(len(part), end + 45)]
        staff = self.words.get("staff_posts", ())
        adult = any(_PATRONYMIC.search(word) for word in words)
        speaks = start < 4 and part[end:].startswith(":")  # noqa: PLR2004 - «Аристова Е. К.: прошу …» in minutes
        if speaks and len(re.findall(r"[А-ЯЁ]\.", part[start:end])) > 1:
            return False
        private = not adult and not re.search(r"[А-ЯЁ]\.", part[start:end]) and self._is_private(part)
        if _CLASS_AFTER.match(part, end):
            initials = len(re.findall(r"[А-ЯЁ]\.", part[start:end]))
            if private or (not adult and _FROM_CLASS.match(part, end)):
                return True  # «Выступили: мама Тюнина Артёма, 8 класс, …»; a teacher is "of", never "from" a class
            if initials > 1 or adult:
                return self._of_pupils(part)
            return not has_phrase(staff, near)
        called = _CLASS_BEFORE.search(before)
        if called is not None and not has_phrase(staff, called[0]):
            return True
        if has_phrase(staff, near) or _key(part[start:end]) in self.staff:
            return False
        listed = self.pupils_near and start < 4  # noqa: PLR2004 - the name opens the item, a number may stand before
        # «Ощепкова Д. А. пояснила, что Стародумов Кирилл наблюдается у невролога»
        return private or listed or (self._of_pupils(part) and not has_phrase(staff, part) and not adult)

    def _is_private(self, part: str) -> bool:
        """Does the sentence tell of health, family or where somebody lives?"""
        kinds = ("private_health", "private_family", "private_home")
        return any(has_phrase(self.words.get(kind, ()), part) for kind in kinds) or bool(_STREET.search(part))

    def _of_pupils(self, text: str) -> bool:
        return has_phrase(self.words.get("pupils", ()), text) and not self._staffed(text)

    def _staffed(self, text: str) -> bool:
        return has_phrase(self.words.get("staff_posts", ()), text)


def _key(name: str) -> tuple[str, str] | None:
    """What stays of a surname with two initials in every case: its beginning, and the initials."""
    initials = re.findall(r"[А-ЯЁ](?=\.)", name)
    surname = re.search(r"[А-ЯЁ][а-яё]{2,}", name)
    if len(initials) != 2 or surname is None:  # noqa: PLR2004 - given name and patronymic
        return None
    return surname[0][: max(3, len(surname[0]) - 2)].lower(), "".join(initials)


def _is_person(text: str, start: int, end: int) -> bool:
    """Not a place, a school's hero or a method's author."""
    return not _NO_NAME.search(text[start:end]) and not _NOT_OURS.search(text[:start])


def _people(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _NAME.finditer(text) if _is_person(text, *match.span()))


def _sentences(language: Language, text: str) -> Iterator[tuple[int, int]]:
    """Sentences; one that ends in an initial or an abbreviated class goes on."""
    spans = list(language.sentences(text))
    if not spans:
        return
    start = spans[0].start
    for this, following in pairwise(spans):
        if not _goes_on(text, this):
            yield start, this.end
            start = following.start
    yield start, spans[-1].end


def _goes_on(text: str, span: Span) -> bool:
    return re.search(r"(?:\b[А-ЯЁ]|\bкл)\.\s*$", text[span.start : span.end]) is not None
