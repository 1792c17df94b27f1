"""Whose document is it: traces of another school, director or territory, and unfilled places of a template.

Shared by the checks that judge ownership. A curator's, a neighbour's or a partner's school named as such is legitimate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from review.model.finding import Reason
from review.model.text import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.model.card import School
    from review.model.document import Document, Quote
    from review.model.finding import Subject
    from review.model.programme import PersonMention, SchoolMention

Likeness = Literal["same", "near", "other", "unknown"]

SHORT = 5  # letters; shorter words are alike by chance
CERTAIN = 0.85  # likeness that needs no common beginning
NEAR = 0.72  # likeness of two stems from which on one is taken for a slip of the other
PLACES = ("title", "approval", "passport", "header", "signature")
_LEGITIMATE = re.compile(
    r"куратор|соседн|партн[её]р|сетев|на базе|совместно|стажиров|опорн|базов\w+ школ|наставник|выезд|сотрудничеств"
    r"|опыт\w* |школ\w*-(?:лидер|наставник|партн)|выпускник|перевел|перешел|прибыл|договор|при поддержке|приглаш"
    r"|точк\w+ роста|кванториум|ресурсн\w+ центр|лаборатори|посещени|методист|эксперт|тьютор|межшкольн|районн"
)
_OWN = re.compile(
    r"(?:ресурс\w*|коллектив\w*|педагог\w*|учител\w*|обучающ\w*|учащ\w*|ученик\w*|администраци\w*|родител\w*|сайт\w*"
    r"|устав\w*|приказ\w*|директор\w*|концепци\w*|программ\w*|положени\w*|развити\w*|деятельност\w*|условия\w*"
    r"|собственн\w*|работ\w*|кабинет\w*|выпускник\w*|вклад\w*|статус\w*)[ ,(]*(?:в |во |с |для )?$"
)
_DEPUTY = re.compile(r"зам|директора по|и\. ?о\.|врио|исполняющ|помощник")
_OTHER_HEAD = re.compile(
    r"институт|цент|колледж|дома |дома$|музе|библиот|техникум|детск|спорт|филиал|дворц|двор|управлен|отдел"
)
_THEN_DIRECTOR = re.compile(r"\s*(?:,|-|\()\s*директор(?: школы| мбоу| моу| мкоу| маоу| гбоу)?\s*(?:[;.,)]|$)")
_AUTHORITY = re.compile(r"(?:министерств|департамент|управлени|комитет|отдел|администраци|глав)\w*[^.;]{0,60}$")
_PARTNER = re.compile(
    r"договор\w* (?:о \w+ \w+ )?с |партн[её]р|сетев|наставническ\w+ пар|коллег\w* из|куратор|соседн|соглашени\w* с "
    r"|ближайш|согласи\w* "
)
_LIVES = re.compile(
    r"\s*,?\s*(?:(?:сегодня|сейчас|ныне|в настоящее время|на сегодняшний день|ежегодно|успешно) )?"
    r"(?:трудя?тся|работа[ею]т|обуча[ею]тся|уч[иа]тся|созда\w+ все|сложил\w+|реализу[ею]тся|насчитыва[ею]тся)"
)
_WORD = re.compile(r"[а-я0-9]{3,}")
_TIED = re.compile(r"([а-я0-9]+)-([а-я0-9]+)")
_FORM = re.compile(r"(?<![а-я])(?:(средн|сош|сш)|(основн|оош|ош)|(начальн|нош))")
_KIND = re.compile(r"(?<![а-я])[мгкч][бкао]?оу(?![а-я])")
_FORMS = ("сош", "оош", "нош")
_NUMBER = re.compile(r"№ ?(\d+)|\b(\d{1,4})\b")
_CONTEXT = 90


@dataclass(frozen=True, slots=True)
class Trace:
    """One trace found: `kind` is the key of its sentence."""

    kind: Literal["foreign_school", "foreign_director", "foreign_place", "blank", "near_name", "near_director"]
    quote: Quote

    @property
    def grave(self) -> bool:
        """A foreign name or an unfilled place, not a slip."""
        return not self.kind.startswith("near_")


def traces(subject: Subject) -> list[Trace]:
    """All traces in the document, in order of kind."""
    found: list[Trace] = []
    if subject.card is not None and subject.card.school is not None:
        school = subject.card.school
        found += _schools(subject, school)
        found += _directors(subject, school)
        found += _places(subject, school)
    found += [Trace("blank", quote) for quote in unfilled(subject)]
    return found


def reasons(found: list[Trace]) -> list[Reason]:
    """One reason per kind of trace, with the words quoted once each."""
    kinds = dict.fromkeys(trace.kind for trace in found)
    made = []
    for kind in kinds:
        quotes = tuple(trace.quote for trace in found if trace.kind == kind)
        words = list(dict.fromkeys(" ".join(quote.text.split()) for quote in quotes))
        made.append(Reason(kind, {"words": "; ".join(f"«{word}»" for word in words[:4])}, quotes[:6]))
    return made


def unfilled(subject: Subject) -> list[Quote]:
    """Places of a template nobody filled in, outside approval marks and signature lines, which are judged elsewhere."""
    marks = {quote.block for approval in subject.facts.approvals for quote in (*approval.quotes, approval.quote)}
    blanks = [quote for quote in subject.facts.blanks if quote.block not in marks]
    return [quote for quote in blanks if not _is_signature(subject.document, quote)]


def _is_signature(document: Document, quote: Quote) -> bool:
    """«Директор ________ И. И. Иванов»: a line to sign on."""
    text = normal(document.text_of(quote.block)).text
    if len(text) > 160:  # noqa: PLR2004 - longer than any signature line
        return False
    signs = re.search(r"[А-Я]\. ?[А-Я]\.|[Пп]одпись|М\. ?П\.|/ *[А-Я]", text) is not None
    return signs and "_" in quote.text


def names_school(subject: Subject) -> bool:
    """Do the school's own words stand in the document, however they are put together?"""
    if subject.card is None or subject.card.school is None:
        return False
    school = subject.card.school
    names = [normal(name).lower for name in (school.short_name, school.full_name, *school.former) if name]
    quoted = [part for name in names for part in re.findall(r'"([^"]{4,})"', name)]
    texts = [normal(text).lower for _, text in subject.document.units()]
    return any(words in text for words in (*names, *quoted) for text in texts)


def likeness(mention: SchoolMention, school: School) -> Likeness:
    """Is the school named the card's school? A name it had when the document was written is its own."""
    like = _likeness(mention, school)
    if like in ("same", "unknown"):
        return like
    if any(_likeness(mention, replace(school, full_name=name, short_name="")) == "same" for name in school.former):
        return "same"
    past = (_likeness(mention, replace(school, full_name=name, short_name="")) for name in school.outdated)
    return "near" if "same" in past else like


def _likeness(mention: SchoolMention, school: School) -> Likeness:
    words, numbers = _names(school)
    stem = _stem_likeness(mention.stem, words)
    if mention.number and numbers and not (mention.number in numbers and stem != "other"):
        return "other"
    if stem == "unknown" and mention.number and not numbers:
        return "other"
    named = "same" if mention.number and numbers else stem
    return "near" if named == "same" and _other_form(mention, school) else named


def _other_form(mention: SchoolMention, school: School) -> bool:
    """«ООШ» where the card says «СОШ»: the same school with a slip."""
    text = normal(f"{school.full_name} {school.short_name}").lower
    kinds = [set(_KIND.findall(words)) for words in (normal(mention.quote.text).lower, text)]
    if all(kinds) and not kinds[0] & kinds[1]:
        return True  # «МАОУ» where the card says «МБОУ»
    if mention.form not in _FORMS:
        return False
    forms = {_FORMS[match.lastindex - 1] for match in _FORM.finditer(text) if match.lastindex}
    return len(forms) == 1 and mention.form not in forms


def _stem_likeness(stem: str, words: set[str]) -> Likeness:
    """Every word of several must be alike, a short first one too: «Нижняя Речка» is not «Верхняя Речка»."""
    lower = normal(stem).lower
    if not lower:
        return "unknown"
    found = _WORD.findall(lower) or [lower]
    if _word_likeness("".join(found), words) == "same":
        return "same"
    parts = [_word_likeness(part, words) for part in found]
    if "other" in parts:
        return "other"
    return "near" if "near" in parts else "same"


def _word_likeness(part: str, words: set[str]) -> Likeness:
    best = 0.0
    for word in words:
        common = _prefix(part, word)
        if len(part) < SHORT and common >= len(part) - (len(part) > 3) and len(word) - len(part) <= 2:  # noqa: PLR2004 - an ending
            return "same"
        if common >= max(4, min(len(part), len(word)) - 3) and common >= len(part) - 3:
            return "same"
        alike = SequenceMatcher(None, part[:-2], word[:-2]).ratio()
        if common > 1 or alike >= CERTAIN:  # a slip keeps the beginning: «Горновская» is not «Литейногорская»
            best = max(best, alike)
    return "near" if best >= NEAR and len(part) > SHORT else "other"


def _prefix(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _names(school: School) -> tuple[set[str], set[str]]:
    text = normal(f"{school.full_name} {school.short_name}").lower
    numbers = {one or other for one, other in _NUMBER.findall(text)}
    return _words(text), numbers


def _words(text: str) -> set[str]:
    """Words of the card, hyphenated names both in parts and written together."""
    return set(_WORD.findall(text)) | {one + other for one, other in _TIED.findall(text)}


def _schools(subject: Subject, school: School) -> Iterator[Trace]:
    partners = _partners(subject, school)
    for mention in subject.facts.schools:
        like = likeness(mention, school)
        if like in ("same", "unknown"):
            continue
        speaks = mention.own or mention.where in PLACES
        before, after = _around(subject.document, mention.quote)
        if _LEGITIMATE.search(before) or (like == "other" and _LEGITIMATE.search(after[:40])):
            continue
        if like == "near":
            yield Trace("near_name", mention.quote)
        elif speaks or (_key(mention) not in partners and (_OWN.search(before) or _lives(before, after))):
            yield Trace("foreign_school", mention.quote)


def _partners(subject: Subject, school: School) -> set[tuple[str, str]]:
    """Other schools named as partners somewhere: all through the text their teachers are a partner's teachers."""
    return {
        _key(mention)
        for mention in subject.facts.schools
        if likeness(mention, school) == "other" and _PARTNER.search(_around(subject.document, mention.quote)[0])
    }


def _key(mention: SchoolMention) -> tuple[str, str]:
    return mention.number, mention.stem


def _lives(before: str, after: str) -> bool:
    """«В … школе сегодня трудятся …» begins a sentence: the text speaks of the school as its own."""
    return before.strip() in ("в", "во", "в нашей") and _LIVES.match(after) is not None


def _directors(subject: Subject, school: School) -> Iterator[Trace]:
    surname, *former = [_surname(name) for name in (school.director, *school.former_directors)]
    if not surname:
        return
    for person in subject.facts.persons:
        if not _is_director(subject, person) or _DEPUTY.search(person.post) or _OTHER_HEAD.search(person.post):
            continue
        written = normal(person.surname).lower
        like = _surname_likeness(written, surname)
        if (
            like == "same"
            or any(_surname_likeness(written, one) == "same" for one in former if one)
            or _is_other_head(subject, person, school)
        ):
            continue
        yield Trace("near_director" if like == "near" else "foreign_director", person.quote)


def _surname(name: str) -> str:
    return normal(name.partition(" ")[0]).lower


def _is_director(subject: Subject, person: PersonMention) -> bool:
    """By the post before the name, or by the one after it: «Иванова А. П., директор»."""
    after = subject.document.text_of(person.quote.block)[person.quote.end : person.quote.end + _CONTEXT]
    return "директор" in person.post or _THEN_DIRECTOR.match(normal(after).lower) is not None


def _surname_likeness(written: str, surname: str) -> Likeness:
    if not written or _prefix(written, surname) >= max(3, min(len(surname), len(written)) - 2):
        return "same"
    return "near" if SequenceMatcher(None, written, surname).ratio() >= 0.8 else "other"  # noqa: PLR2004 - likeness


def _is_other_head(subject: Subject, person: PersonMention, school: School) -> bool:
    """A curator or the head of another school or house, named as such."""
    before, after = _around(subject.document, person.quote)
    near = before[-60:] + " " + after[:80]
    if _LEGITIMATE.search(near) or _DEPUTY.search(before[-25:]) or _OTHER_HEAD.search(before[-45:] + after[:45]):
        return True
    return any(
        mention.quote.block == person.quote.block
        and abs(mention.quote.start - person.quote.end) < _CONTEXT
        and likeness(mention, school) == "other"
        and not mention.own
        for mention in subject.facts.schools
    )


def _places(subject: Subject, school: School) -> Iterator[Trace]:
    for place in subject.facts.places:
        if place.type == "settlement" or not place.stem:
            continue
        known = school.region if place.type == "region" else school.municipality
        if not known or _stem_likeness(place.stem, _place_words(school)) in ("same", "near"):
            continue
        before, _ = _around(subject.document, place.quote)
        if _LEGITIMATE.search(before):
            continue
        if place.where in PLACES or _AUTHORITY.search(before):
            yield Trace("foreign_place", place.quote)


def _place_words(school: School) -> set[str]:
    former = " ".join((*school.former, *school.outdated))
    text = f"{school.full_name} {school.short_name} {school.region} {school.municipality} {former}"
    return _words(normal(text).lower)


def _around(document: Document, quote: Quote) -> tuple[str, str]:
    text = document.text_of(quote.block)
    before = text[max(0, quote.start - _CONTEXT) : quote.start]
    after = text[quote.end : quote.end + _CONTEXT]
    stop = max(before.rfind(". "), before.rfind(";"), before.rfind("\n"))
    # a full stop after initials or an abbreviation ends no sentence
    cut = before[stop + 1 :] if stop > 0 and not re.search(r"(?:^|\W)[\w]{1,3}$", before[:stop]) else before
    ends = re.search(r"[а-я»)]\. [А-Я]|;|\n", after)
    return normal(cut).lower, normal(after[: ends.start() + 1] if ends else after).lower
