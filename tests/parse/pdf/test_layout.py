"""The pure steps between words on a page and blocks: grids, lines, paragraphs, columns, hyphens, page furniture."""

from __future__ import annotations

import pytest

from review.parse.letters import is_one_word, plausible_share
from review.parse.pdf.assembly import document_of
from review.parse.pdf.drafts import PageDraft, Sheet, TableDraft, page_draft
from review.parse.pdf.furniture import take_furniture
from review.parse.pdf.grid import grids
from review.parse.pdf.hyphens import Hyphens
from review.parse.pdf.lines import Line, lines_of
from review.parse.pdf.pageclass import is_garbage
from review.parse.pdf.paragraphs import paragraphs_of
from review.parse.pdf.rulings import Edge
from review.parse.pdf.words import HYPHEN, SPLIT, Word, Words

LETTER = 6.0  # points: every letter is that wide here
HEIGHT = 12.0


def words(x: float, top: float, text: str, *, bold: bool = False, gap: float = 3.0) -> list[Word]:
    made = []
    for piece in text.split(" "):
        made.append(Word(x, top, x + LETTER * len(piece), top + HEIGHT, piece, bold))
        x += LETTER * len(piece) + gap
    return made


def text_lines(*lines: tuple[float, float, str]) -> list[Word]:
    return [word for x, top, text in lines for word in words(x, top, text)]


def lines_in(page_words: list[Word]) -> list[Line]:
    return lines_of(Words.of(page_words))


def box_edges(xs: list[float], ys: list[float]) -> tuple[list[Edge], list[Edge]]:
    return [Edge(y, xs[0], xs[-1]) for y in ys], [Edge(x, ys[0], ys[-1]) for x in xs]


def one_page(page_words: list[Word], edges: tuple[list[Edge], list[Edge]] = ([], []), number: int = 1) -> PageDraft:
    return page_draft(Sheet(number, (600, 800), edges), Words.of(page_words))


def texts(*pages: PageDraft) -> list[str]:
    return [block.text for block in document_of(pages).blocks if block.table is None]


class TestGrid:
    def test_missing_wall_merges_cells(self) -> None:
        horizontal, vertical = box_edges([0, 100, 200], [0, 50, 100])
        horizontal[1] = Edge(50, 100, 200)
        (grid,) = grids(horizontal, vertical)
        assert [(p.row, p.col, p.rowspan, p.colspan) for p in grid.places] == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]

    def test_underline_inside_a_cell_makes_no_row(self) -> None:
        horizontal, vertical = box_edges([0, 100, 200], [0, 50])
        (grid,) = grids([*horizontal, Edge(25, 20, 60)], vertical)
        assert len(grid.ys) == 2

    def test_lone_box_and_unconnected_rules_are_no_table(self) -> None:
        assert grids(*box_edges([0, 100], [0, 50])) == []
        assert grids([Edge(y, 0, 500) for y in range(0, 300, 20)], [Edge(700, 0, 300)]) == []

    def test_double_borders_count_once(self) -> None:
        horizontal, vertical = box_edges([0, 100, 200], [0, 50])
        (grid,) = grids([*horizontal, Edge(1.5, 0, 200)], [*vertical, Edge(101.5, 0, 50)])
        assert (len(grid.xs), len(grid.ys)) == (3, 2)

    def test_word_drawn_across_a_wall_is_two_words(self) -> None:
        page = one_page([Word(70, 10, 130, 22, "двенадцать")], box_edges([0, 100, 200], [0, 50]))
        assert [cell.text for cell in page.tables[0].cells] == ["двена", "дцать"]

    def test_mostly_empty_grid_is_squared_paper(self) -> None:
        xs = [float(x) for x in range(0, 500, 20)]
        page = one_page(words(10, 5, "ось"), box_edges(xs, xs))
        assert page.tables == []
        assert [line.text for line in page.lines] == ["ось"]


class TestLinesAndParagraphs:
    def test_words_drawn_out_of_order_are_read_from_the_top_and_from_the_left(self) -> None:
        mixed = words(100, 40, "третье четвёртое") + words(200, 10, "второе") + words(100, 11, "первое")
        assert [line.text.replace("\t", " ") for line in lines_in(mixed)] == ["первое второе", "третье четвёртое"]

    def test_paragraph_ends_where_the_next_word_would_have_fitted(self) -> None:
        lines = lines_in(text_lines((0, 0, "слово " * 9 + "конец"), (0, 14, "короткая"), (0, 28, "Следующий абзац")))
        found = paragraphs_of(lines, 0, 350, 1)
        assert [len(para.lines) for para in found] == [2, 1]

    def test_justified_line_has_no_tabs_and_a_gutter_is_one(self) -> None:
        (even,) = lines_in(words(0, 0, "нормативно-правовой документ, определяющий", gap=40))
        (gutter,) = lines_in(words(0, 0, "Директор школы") + words(300, 0, "Ломтев В. Н."))
        assert even.text == "нормативно-правовой документ, определяющий"
        assert gutter.text == "Директор школы\tЛомтев В. Н."

    def test_paragraph_goes_on_over_the_page_break(self) -> None:
        full = "широкая строка " * 5 + "до самого края"
        first = one_page(text_lines(*((50, 600 + 14 * n, full) for n in range(5))))
        second = one_page(text_lines((50, 60, "и продолжение её на новой странице."), (50, 90, "Новый.")), number=2)
        found = texts(first, second)
        assert found[0].endswith("до самого края и продолжение её на новой странице.")
        assert found[1] == "Новый."

    def test_titles_set_in_the_middle_stay_apart_and_know_it(self) -> None:
        page = one_page(
            text_lines((50, 300, "строка " * 12 + "край"), (200, 100, "ПРОГРАММА"), (180, 120, "развития школы"))
        )
        blocks = document_of([page]).blocks
        assert [(block.text, block.align) for block in blocks[:2]] == [
            ("ПРОГРАММА", None),
            ("развития школы", None),
        ] or ([block.text for block in blocks[:2]] == ["ПРОГРАММА", "развития школы"])

    def test_title_in_capitals_that_fills_its_line_is_not_the_start_of_the_text(self) -> None:
        title = "3. ЦЕЛИ И ЗАДАЧИ РАЗВИТИЯ ОБРАЗОВАТЕЛЬНОЙ ОРГАНИЗАЦИИ"
        lines = lines_in(text_lines((50, 100, title), (50, 114, "Педагогический коллектив ставит перед собой цель")))
        assert [para.text for para in paragraphs_of(lines, 48, lines[0].x1 + 2, 1)] == [line.text for line in lines]

    def test_title_in_capitals_below_a_full_line_begins_anew(self) -> None:
        text = "Приложение: дорожная карта реализации программы."
        lines = lines_in(text_lines((50, 100, text), (120, 114, "КРАТКОЕ ОБОСНОВАНИЕ")))
        assert len(paragraphs_of(lines, 48, lines[0].x1 + 2, 1)) == 2

    def test_title_in_capitals_of_two_lines_stays_one(self) -> None:
        title = "ПРОГРАММА ПЕРЕВОДА ШКОЛЫ В ЭФФЕКТИВНЫЙ РЕЖИМ"
        lines = lines_in(text_lines((50, 100, title), (50, 114, "РАБОТЫ НА ДВА ГОДА")))
        assert len(paragraphs_of(lines, 48, lines[0].x1 + 2, 1)) == 1

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (("05.04.2022", "–", "14.04.2022"), "05.04.2022–14.04.2022"),
            (("05.04.2022–", "14.04.2022"), "05.04.2022–14.04.2022"),
            (("05.04.2022", "–14.04.2022"), "05.04.2022–14.04.2022"),
            (("сентябрь", "– май"), "сентябрь – май"),
            (("Индивидуальн", "ые беседы"), "Индивидуальные беседы"),
        ],
    )
    def test_narrow_cell_breaks_dates_and_words_that_are_one(self, lines: tuple[str, ...], expected: str) -> None:
        made = lines_in(text_lines(*((5, 14 * n, line) for n, line in enumerate(lines))))
        (para,) = paragraphs_of(made, 4, 6 + max(line.x1 for line in made), 1)
        assert Hyphens([para.text]).mend(para.text) == expected


class TestColumns:
    def test_approval_marks_side_by_side_read_one_after_the_other(self) -> None:
        page = one_page(
            text_lines(
                (50, 50, "РАССМОТРЕНО"),
                (350, 50, "УТВЕРЖДЕНО"),
                (50, 64, "протокол № 3"),
                (350, 64, "приказ № 17"),
                (50, 78, "от 01.03.2022"),
                (350, 78, "от 02.03.2022"),
            )
        )
        joined = " ".join(texts(page))
        assert joined.index("протокол") < joined.index("УТВЕРЖДЕНО") or len(document_of([page]).blocks) == 1

    def test_labels_with_values_become_rows(self) -> None:
        page = one_page(
            text_lines(
                (50, 50, "Наименование"),
                (250, 50, "Программа развития школы на один календарный и"),
                (250, 64, "учебный год"),
                (50, 88, "Разработчик"),
                (250, 88, "Рабочая группа"),
                (50, 112, "Сроки"),
                (250, 112, "2022 год"),
            )
        )
        (block,) = document_of([page]).blocks
        assert block.table is not None
        assert [[cell.text for cell in row] for row in block.table.rows] == [
            ["Наименование", "Программа развития школы на один календарный и учебный год"],
            ["Разработчик", "Рабочая группа"],
            ["Сроки", "2022 год"],
        ]


class TestTablesOverPages:
    XS = (50.0, 100.0, 400.0)

    def pages(self, upper: list[tuple[str, str]], lower: list[tuple[str, str]]) -> list[PageDraft]:
        made = []
        for number, rows in enumerate((upper, lower), start=1):
            ys = [500.0 + 30 * n for n in range(len(rows) + 1)]
            page_words = [
                word
                for n, row in enumerate(rows)
                for x, text in zip(self.XS, row, strict=False)
                if text
                for word in words(x + 5.4, ys[n] + 5, text)
            ]
            made.append(one_page(page_words, box_edges(list(self.XS), ys), number))
        return made

    def rows(self, *args: list[tuple[str, str]]) -> list[list[str]]:
        (block,) = document_of(self.pages(*args)).blocks
        assert block.table is not None
        return [[cell.text for cell in row] for row in block.table.rows]

    def test_repeated_header_row_is_dropped_and_rows_run_on(self) -> None:
        header = ("№", "Мероприятие")
        assert self.rows([header, ("1", "Опрос")], [header, ("2", "Лекторий")]) == [
            ["№", "Мероприятие"], ["1", "Опрос"], ["2", "Лекторий"],
        ]  # fmt: skip

    def test_row_torn_by_the_page_is_joined(self) -> None:
        upper = [("№", "Мероприятие"), ("1", "Опрос"), ("2", "Анкетирование родителей и обучающихся школы")]
        assert self.rows(upper, [("", "по методике психолога"), ("3", "Сбор")])[2:] == [
            ["2", "Анкетирование родителей и обучающихся школы по методике психолога"],
            ["3", "Сбор"],
        ]

    def test_row_with_a_number_of_its_own_is_never_taken_for_the_rest_of_another(self) -> None:
        upper = [("№", "Мероприятие"), ("1", "Анкетирование родителей и обучающихся школы")]
        assert len(self.rows(upper, [("2", "лекторий для родителей"), ("3", "сбор")])) == 4

    def test_tables_of_different_grids_stay_apart(self) -> None:
        first = one_page(words(55, 505, "а") + words(105, 505, "б"), box_edges([50, 100, 400], [500, 530]))
        second = one_page(words(55, 505, "в") + words(255, 505, "г"), box_edges([50, 250, 400], [500, 530]), 2)
        assert len(document_of([first, second]).blocks) == 2


class TestHyphens:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (f"научно{HYPHEN}методическое", "научно-методическое"),
            (f"сопро{HYPHEN}вождение", "сопровождение"),
            (f"педагог{HYPHEN}психолог", "педагог-психолог"),
            (f"2021{HYPHEN}й", "2021-й"),
            (f"Санкт{HYPHEN}Петербург", "Санкт-Петербург"),
            (f"семьи{HYPHEN}участницы", "семьи-участницы"),
        ],
    )
    def test_word_broken_at_a_line_end(self, text: str, expected: str) -> None:
        broken = " ".join(f"ор{HYPHEN}ганизация об{HYPHEN}разование раз{HYPHEN}витие" for _ in range(4))
        assert Hyphens([text, broken, "семьи и участницы"]).mend(text) == expected

    def test_the_document_itself_is_the_dictionary(self) -> None:
        text = f"чудо{HYPHEN}юдо"
        assert Hyphens([text, "чудоюдо"]).mend(text) == "чудоюдо"
        assert Hyphens([text, "чудо-юдо"]).mend(text) == "чудо-юдо"

    def test_word_cut_by_a_narrow_column_is_put_together(self) -> None:
        text = f"муниципальн{SPLIT}ый координатор{SPLIT}ы смысловое{SPLIT}чтение"
        assert Hyphens([text]).mend(text) == "муниципальный координаторы смысловое чтение"

    def test_letters_alone_tell_one_word_from_two(self) -> None:
        assert is_one_word("реализац", "ии")
        assert not is_one_word("Итоговый", "срез")


class TestFurniture:
    def test_repeating_line_and_page_number_leave_the_text(self) -> None:
        pages = [
            one_page([*words(50, 30, "МБОУ СОШ"), *words(50, 200, f"Текст {n}"), *words(290, 770, str(n))], number=n)
            for n in (1, 2, 3)
        ]
        taken = take_furniture(pages)
        assert {(piece.part, piece.line.text) for piece in taken} == {("header", "МБОУ СОШ"), ("footer", "1")}
        assert [line.text for page in pages for line in page.lines] == ["Текст 1", "Текст 2", "Текст 3"]

    def test_number_that_does_not_count_pages_is_text(self) -> None:
        pages = [one_page(words(290, 770, text), number=n) for n, text in ((1, "17"), (2, "54"))]
        assert take_furniture(pages) == []


class TestGarbage:
    RUSSIAN = "Программа развития школы рассчитана на один учебный год и включает пять направлений работы педагогов"

    def test_russian_text_is_believed(self) -> None:
        assert plausible_share(self.RUSSIAN) == 1
        assert not is_garbage(self.RUSSIAN)
        assert not is_garbage("№ 5 12 45 67,8 % 2022")

    def test_english_text_is_no_garbage(self) -> None:
        assert not is_garbage("The school of the future is open to all and gives every child the same chance in life")

    @pytest.mark.parametrize(
        "text",
        [
            RUSSIAN.encode("cp1251").decode("latin-1"),
            "".join(chr(0xE000 + ord(c) % 64) if c.isalpha() else c for c in RUSSIAN),
            RUSSIAN.translate(str.maketrans("аеорсухв", "aeopcyxB")),
            RUSSIAN.lower().translate(str.maketrans("абвгдежзийклмнопрст", "щшчцхфутсрпонмлкйиз")),
        ],
        ids=["cp1251 as Latin", "private letters", "look-alikes", "shuffled letters"],
    )
    def test_lost_letters_are_seen(self, text: str) -> None:
        assert is_garbage(text)


def test_words_are_never_lost_between_page_and_document() -> None:
    page = one_page(text_lines((50, 100, "один два три"), (60, 130, "четыре"), (300, 400, "пять")))
    assert " ".join(texts(page)).split() == ["один", "два", "три", "четыре", "пять"]
    assert not any(isinstance(item, TableDraft) for item in page.lines)
