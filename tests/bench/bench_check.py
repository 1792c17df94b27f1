"""How fast one document of 15 pages is checked, in this process and warm, and what memory a reading process needs.

Run by hand: `python tests/bench/bench_check.py`. Documents are made of invented sources with varied words. Times are
processor seconds, so a busy machine changes little. How a run grows with its documents and cores: `bench_run.py`.
"""

# ruff: noqa: T201 - printing a table is its job
from __future__ import annotations

import hashlib
import io
import os
import random
import re
import resource
import statistics
import time
from functools import partial
from pathlib import Path

import docx

from review.check.run import examine
from review.extract.facts import extract
from review.extract.sketch import sketch
from review.flow.runs.check_run import Options, check_run
from review.flow.runs.inputs import Input
from review.flow.runs.reading import Children
from review.intake.template import close_templates
from review.language.russian import russian
from review.model.card import Entry
from review.model.document import Document
from review.model.finding import Subject
from review.parse.word.reader import read_docx
from review.rubric.library import load
from review.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "samples" / "kits").glob("*/*.docx"))
VARIED = ("обучающихся", "педагогов", "родителей", "предметных", "внеурочных", "сельских", "районных", "открытых")
WORDS_OF_A_PAGE = 300
PAGES = 15
ROUNDS = 7
DOCUMENTS = 60
LIBRARY = load(ROOT / "rubrics")
PROFILE = LIBRARY.profile("500plus-2022")
_WORD = re.compile(r"[а-яё]{7,}")


def a_document(number: int, *, times: int = 1) -> bytes:
    """A sample with every sixth long word another, its body repeated `times` times."""
    dice = random.Random(number)
    made = docx.Document(str(SAMPLES[number % len(SAMPLES)]))

    def varied(text: str) -> str:
        return _WORD.sub(lambda found: dice.choice(VARIED) if dice.random() < 1 / 6 else found.group(), text)

    for paragraph in made.paragraphs:
        if not paragraph.style.name.startswith("Heading"):
            for run in paragraph.runs:
                run.text = varied(run.text)
    for _ in range(times - 1):
        for paragraph in list(made.paragraphs)[:40]:
            made.add_paragraph(varied(paragraph.text))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def one_document() -> int:
    """The two figures of one long document, warm; gives how often a sample is repeated to be long enough."""
    language = russian()
    source = next(n for n, path in enumerate(SAMPLES) if "Концепция" in path.name)
    long = next(times for times in range(1, 40) if _read(source, times).words >= PAGES * WORDS_OF_A_PAGE)
    lexical, whole = [], []
    rubric = LIBRARY.rubric_for(PROFILE, "concept")
    for turn in range(ROUNDS + 2):
        document = _read(source + len(SAMPLES) * turn, long)
        begun = time.process_time()
        for _, text in document.units():
            language.tokens(text)
            language.dates(text, year=2022)
            language.quantities(text)
        lexical.append(time.process_time() - begun)
        document = _read(source + len(SAMPLES) * (turn + 100), long)
        begun = time.process_time()
        facts = extract(document, PROFILE, language, kind="concept")
        sketch(document, facts)
        examine(Subject(document, facts, PROFILE, "concept", Entry("д.docx")), rubric, language)
        whole.append(time.process_time() - begun)
    print(f"документ: {document.words} слов ({document.words / WORDS_OF_A_PAGE:.0f} с.), процессорное время")
    print(f"  лексический разбор, тёплый: {statistics.median(lexical[2:]) * 1000:6.0f} мс (нужно ≤ 300)")
    print(f"  вся проверка прочитанного:  {statistics.median(whole[2:]) * 1000:6.0f} мс (нужно ≤ 600)")
    return long


def _read(number: int, times: int) -> Document:
    return read_docx(a_document(number, times=times), Settings().limits)


def one_worker(times: int) -> None:
    """The memory of a reading process that has seen many long documents."""
    settings = Settings(rubrics=ROOT / "rubrics")
    inputs = []
    for number in range(DOCUMENTS):
        data = a_document(number, times=times)
        entry = Entry(f"{number}.docx", order=number, sha256=hashlib.sha256(data).hexdigest())
        inputs.append(Input(entry.name, entry, None, "docx", partial(bytes, data)))
    begun = _spent()
    with Children(1, settings) as crew:
        answers = list(check_run(inputs, Options(None, PROFILE.id), settings, crew, lambda *_: None))
    close_templates()  # reading processes are the template's: what they used is told when it ends
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    each = (_spent() - begun) / len(answers)
    print(f"{len(answers)} таких документов подряд, с чтением файла и запуском: {each * 1000:.0f} мс на документ")
    print(f"  память процесса чтения:     {peak:6.0f} МБ (нужно ≤ 350)")


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    one_worker(one_document())
    print(f"нагрузка машины: {os.getloadavg()[0]:.1f}")
