"""What authors do between two versions. Each edit gets the script and the names of the marked words."""

from __future__ import annotations

from itertools import pairwise

from tests.assess.edited import Para, Rows, Script, Word


def home(script: Script, name: int) -> Para:
    return next(para for para in script.texts if any(word.name == name for word in para.words))


def insert_paragraph(script: Script, _: list[int]) -> None:
    script.items.insert(script.random.randint(0, len(script.items)), script.paragraph(2))


def insert_before_the_words(script: Script, marked: list[int]) -> None:
    para = home(script, marked[0])
    place = next(i for i, word in enumerate(para.words) if word.name == marked[0])
    para.words[place:place] = script.words(script.sentence())


def insert_into_the_words(script: Script, marked: list[int]) -> None:
    para = home(script, marked[0])
    place = next(i for i, word in enumerate(para.words) if word.name == marked[len(marked) // 2])
    para.words[place:place] = script.words("а также дополнительно")


def delete_some_words(script: Script, marked: list[int]) -> None:
    gone = set(marked[1 : 1 + max(1, len(marked) // 4)])
    para = home(script, marked[0])
    para.words = [word for word in para.words if word.name not in gone]


def delete_the_words(script: Script, marked: list[int]) -> None:
    para = home(script, marked[0])
    para.words = [word for word in para.words if word.name not in marked]


def delete_the_paragraph(script: Script, marked: list[int]) -> None:
    para = home(script, marked[0])
    if para in script.items:
        script.items.remove(para)
    else:
        table, row = row_of(script, para)
        table.rows.remove(row)


def delete_others(script: Script, marked: list[int]) -> None:
    keep = home(script, marked[0])
    plain = [item for item in script.items if isinstance(item, Para) and item is not keep]
    for item in script.random.sample(plain, 3):
        script.items.remove(item)


def retype_some_letters(script: Script, marked: list[int]) -> None:
    para = home(script, marked[0])
    for word in para.words:
        if word.name in marked[:: 3 if len(marked) > 3 else 1] and len(word.text) > 1:
            word.text = word.text[:-2] + "ые" if len(word.text) > 4 else word.text + "х"


def retype_a_figure(script: Script, marked: list[int]) -> None:
    for word in home(script, marked[0]).words:
        if word.name in marked and word.text.strip("%№").isdigit():
            word.text = str(int(word.text) + 100)


def retype_around(script: Script, marked: list[int]) -> None:
    para = home(script, marked[0])
    for word in para.words:
        if word.name not in marked and script.random.random() < 0.4:
            word.text = script.random.choice(("новый", "иной", "уточнено", "далее"))


def change_signs(script: Script, marked: list[int]) -> None:
    for word in home(script, marked[0]).words:
        word.text = word.text.replace("«", '"').replace("»", '"').replace("–", "-").replace("ё", "е")


def split_before(script: Script, marked: list[int]) -> None:
    _split(script, marked[0])


def split_inside(script: Script, marked: list[int]) -> None:
    _split(script, marked[len(marked) // 2])


def _split(script: Script, name: int) -> None:
    para = home(script, name)
    if para not in script.items:
        return
    place = next(i for i, word in enumerate(para.words) if word.name == name)
    if place:
        rest = Para(para.words[place:])
        para.words = para.words[:place]
        script.items.insert(script.items.index(para) + 1, rest)


def merge_with_next(script: Script, marked: list[int]) -> None:
    para = home(script, marked[0])
    if para not in script.items:
        return
    after = script.items.index(para) + 1
    if after < len(script.items) and isinstance(script.items[after], Para):
        para.words += script.items.pop(after).words  # type: ignore[union-attr]


def move_the_paragraph(script: Script, marked: list[int]) -> None:
    para = home(script, marked[0])
    if para in script.items:
        script.items.remove(para)
        script.items.insert(script.random.randint(0, len(script.items)), para)
    else:
        move_the_row(script, marked)


def shuffle_sections(script: Script, _: list[int]) -> None:
    starts = [i for i, item in enumerate(script.items) if isinstance(item, Para) and item.kind == "heading"]
    bounds = [*starts, len(script.items)]
    sections = [script.items[a:b] for a, b in pairwise(bounds)]
    script.random.shuffle(sections)
    script.items = script.items[: starts[0]] + [item for section in sections for item in section]


def row_of(script: Script, para: Para) -> tuple[Rows, list[Para]]:
    return next((item, row) for item in script.items if isinstance(item, Rows) for row in item.rows if para in row)


def move_the_row(script: Script, marked: list[int]) -> None:
    para = home(script, marked[0])
    table = next(item for item in script.items if isinstance(item, Rows))
    row = row_of(script, para)[1] if para not in script.items else table.rows[2]
    table.rows.remove(row)
    table.rows.insert(script.random.randint(1, len(table.rows)), row)
    renumber(table)


def add_a_row(script: Script, _: list[int]) -> None:
    table = next(item for item in script.items if isinstance(item, Rows))
    texts = ("0", script.sentence(), "май 2022 г.", "заместитель директора")
    table.rows.insert(script.random.randint(1, len(table.rows)), [Para(script.words(text)) for text in texts])
    renumber(table)


def renumber(table: Rows) -> None:
    for number, row in enumerate(table.rows[1:], 1):
        row[0].words[0].text = str(number)


def copy_elsewhere(script: Script, marked: list[int]) -> None:
    """The same paragraph stands a second time, far from the first."""
    para = home(script, marked[0])
    copy = Para([Word(next(script.names), word.text) for word in para.words])
    here = script.items.index(para) if para in script.items else 0
    script.items.insert(len(script.items) if here < len(script.items) // 2 else 1, copy)


EDITS = (
    insert_paragraph,
    insert_before_the_words,
    insert_into_the_words,
    delete_some_words,
    delete_the_words,
    delete_the_paragraph,
    delete_others,
    retype_some_letters,
    retype_a_figure,
    retype_around,
    change_signs,
    split_before,
    split_inside,
    merge_with_next,
    move_the_paragraph,
    shuffle_sections,
    move_the_row,
    add_a_row,
    copy_elsewhere,
)
