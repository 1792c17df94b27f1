"""How fast documents are checked: one of 15 pages in this process, and runs of 53 and 530 through guarded children.

Run by hand: `python tests/bench/bench_check.py [documents of the large run]`. Documents are made of invented sources
with varied words. Times are processor seconds, so a busy machine changes little; memory is the largest of any child.
The run of 5,300 is told from the two measured ones, assuming that the work of a document stays the same and that only
the comparison within the run grows with its length.
"""

# ruff: noqa: T201 - printing a table is its job
from __future__ import annotations

import hashlib
import io
import random
import re
import resource
import statistics
import sys
import time
from pathlib import Path

import docx

from review.check.run import examine
from review.extract.facts import extract
from review.extract.sketch import sketch
from review.flow.runs.check_run import Options, check_run
from review.flow.runs.inputs import Input
from review.flow.runs.reading import Children, cores
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


def one_document() -> None:
    """The two figures of one long document, warm."""
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


def _read(number: int, times: int) -> Document:
    return read_docx(a_document(number, times=times), Settings().limits)


def a_run(number: int, jobs: int) -> tuple[float, float, float]:
    """Print a line; gives processor seconds of the children, of the parent, and wall seconds."""
    files = [a_document(n) for n in range(number)]
    inputs = [
        Input(f"{n}.docx", Entry(f"{n}.docx", order=n, sha256=hashlib.sha256(data).hexdigest()), None, "docx", data)
        for n, data in enumerate(files)
    ]
    settings = Settings(rubrics=ROOT / "rubrics")
    own, children = _spent(resource.RUSAGE_SELF), _spent(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with Children(jobs, settings) as crew:
        answers = sum(1 for _ in check_run(inputs, Options(None, PROFILE.id), settings, crew, lambda *_: None))
    wall = time.perf_counter() - begun
    close_templates()  # children are the template's: what they used is told when it ends
    own, children = _spent(resource.RUSAGE_SELF) - own, _spent(resource.RUSAGE_CHILDREN) - children
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{number:5} документов, {jobs} процесса: ответов {answers}, дети {children:7.1f} с, родитель {own:6.1f} с, "
        f"часы {wall:6.1f} с, занято ядер {(own + children) / wall:.2f}, память ребёнка до {peak:.0f} МБ",
        flush=True,
    )
    return children, own, wall


def _spent(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def main(large: int) -> None:
    """The table."""
    one_document()
    small = large // 10
    a_run(small, cores())
    few = a_run(small, cores())
    many = a_run(large, cores())
    each = (many[0] - few[0]) / (large - small)
    started = max(0.0, few[0] - each * small)
    parent = many[1] / large
    print(f"на документ: {each * 1000:.0f} мс в ребёнке, {parent * 1000:.1f} мс в родителе; запуск {started:.1f} с")
    print(f"рост времени при росте прогона в {large / small:.0f} раз: в {sum(many[:2]) / sum(few[:2]):.1f} раз")
    whole = started + (each + parent) * large * 10
    print(f"прогон {large * 10} документов (оценка): {whole / 60:.1f} мин процессорного времени на всех ядрах вместе")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 530)
