"""How fast Russian is read: every question asked of one document of 15 pages (4 500 words), block by block.

Run by hand: `python tests/bench/bench_language.py [rounds]`. «Cold» is the first reading in a process (the dictionary
is asked about every word for the first time), «warm» the median of the next ones, with remembered readings thrown away.
The floor is what plain Python needs to split the same text into words and look each up in a dict.
"""

# ruff: noqa: T201 - printing a table is its job
from __future__ import annotations

import random
import re
import statistics
import sys
import time
from typing import TYPE_CHECKING

from review.language.russian import Russian
from review.model.language import Concept

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = 4_500
NOUNS = [
    "школа",
    "мотивация",
    "обучающийся",
    "педагог",
    "учитель",
    "родитель",
    "риск",
    "программа",
    "мероприятие",
    "показатель",
    "результат",
    "мониторинг",
    "диагностика",
    "анкетирование",
    "семья",
    "урок",
    "консультация",
    "класс",
    "дефицит",
    "кадры",
    "оснащение",
    "кабинет",
    "оборудование",
    "поддержка",
    "наставник",
    "психолог",
    "конкурс",
    "олимпиада",
    "успеваемость",
    "посещаемость",
    "пропуск",
    "дисциплина",
    "качество",
    "знание",
    "предмет",
]
VERBS = [
    "снизить",
    "повысить",
    "провести",
    "обеспечить",
    "организовать",
    "создать",
    "проанализировать",
    "выявить",
    "внедрить",
    "направить",
]
ADJECTIVES = [
    "учебный",
    "низкий",
    "высокий",
    "методический",
    "предметный",
    "школьный",
    "индивидуальный",
    "муниципальный",
    "родительский",
]
TERMS = ("до 30 марта 2022 года", "14.02.2022 – 01.03.2022", "в марте–апреле 2022 г.", "ежемесячно", "II квартал")
VALUES = ("с 20,3 % до 14,0 %", "не менее 80 % родителей", "на 5 п.п.", "трёх педагогов", "12 уроков")
PEOPLE = ("Иванова П. И.", "Магомедов М.М.", "Кузьминой Ольги Викторовны", "Е. Н. Соколов")


def blocks(dice: random.Random) -> list[str]:
    """Paragraphs and cells of a made-up programme."""
    made: list[str] = []
    count = 0
    while count < WORDS:
        parts = [dice.choice(VERBS), dice.choice(ADJECTIVES), *dice.choices(NOUNS, k=dice.randint(3, 14))]
        parts += [dice.choice(TERMS)] * (dice.random() < 0.4)
        parts += [dice.choice(VALUES)] * (dice.random() < 0.4)
        parts += [dice.choice(PEOPLE)] * (dice.random() < 0.2)
        text = " ".join(parts).capitalize() + "."
        made.append(text)
        count += len(text.split())
    return made


def concepts(dice: random.Random) -> tuple[Concept, ...]:
    """200 notions of two slots, three alternatives each."""
    words = [*NOUNS, *ADJECTIVES, *VERBS, *(f"слово{number}" for number in range(150))]
    return tuple(
        Concept(
            f"c{number}",
            (
                (*dice.sample(words, 2), dice.choice(words)[:6] + "*"),
                (*dice.sample(words, 2), dice.choice(words)[:6] + "*"),
            ),
        )
        for number in range(200)
    )


def timed(ask: Callable[[str], object], document: list[str]) -> float:
    start = time.process_time()
    for text in document:
        ask(text)
    return (time.process_time() - start) * 1_000


def main(rounds: int) -> None:
    dice = random.Random(7)
    document, asked = blocks(dice), concepts(dice)
    words = sum(len(text.split()) for text in document)
    language = Russian()
    language.tokens("разминка")  # spaCy and the dictionary are opened
    questions: dict[str, Callable[[str], object]] = {
        "tokens, lemmas, sentences": language.tokens,
        "find 200 concepts": lambda text: language.find(asked, text),
        "dates": lambda text: language.dates(text, year=2022),
        "quantities": language.quantities,
        "changes": language.changes,
        "measurability": lambda text: language.measurability(text, year=2022),
        "persons": language.persons,
    }
    print(f"{len(document)} blocks, {words} words; milliseconds of CPU for the whole document")
    print(f"{'':28}{'cold':>8}{'warm':>8}{'words/s':>10}")
    cold = {name: timed(ask, document) for name, ask in questions.items()}
    warm: dict[str, list[float]] = {name: [] for name in questions}
    for _ in range(rounds):
        language.forget()
        for name, ask in questions.items():
            warm[name].append(timed(ask, document))
    for name, times in warm.items():
        middle = statistics.median(times)
        print(f"{name:28}{cold[name]:8.0f}{middle:8.0f}{words / middle * 1_000:10,.0f}")
    known: dict[str, int] = {}
    split = re.compile(r"\w+|[^\w\s]")
    floor = [
        timed(lambda text: [known.setdefault(word, 1) for word in split.findall(text.lower())], document)
        for _ in range(rounds)
    ]
    print(f"{'floor: split and look up':28}{'':8}{statistics.median(floor):8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
