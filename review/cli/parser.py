"""argparse that speaks Russian."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

USAGE_STATUS = 2

WORDS = {
    "usage: ": "Вызов: ",
    "positional arguments": "Что указать",
    "options": "Ключи",
    "show this help message and exit": "показать эту справку и выйти",
}
ERRORS = (
    (r"the following arguments are required: (.+)", r"не указано обязательное: \1"),
    (r"unrecognized arguments: (.+)", r"непонятные слова в команде: \1"),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", r"\1: нет варианта \2; возможны \3"),
    (r"argument (.+?): expected one argument", r"\1: нужно значение"),
    (r"argument (.+?): expected at least one argument", r"\1: нужно хотя бы одно значение"),
    (r"argument (.+?): invalid (?:int|positive) value: (.+)", r"\1: нужно целое число, а не \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 нельзя указывать вместе с \2"),
    (r"argument (.+?): (.+)", r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """Messages in Russian; a wrong call exits with 2 and says how to get help."""

    def error(self, message: str) -> NoReturn:
        """Say in Russian what is wrong with the call."""
        for pattern, russian in ERRORS:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, russian, message)
                break
        self.exit(USAGE_STATUS, f"Ошибка вызова: {message}.\nСправка: {self.prog} --help\n")

    def format_help(self) -> str:
        """Put the headings of argparse into Russian."""
        text = super().format_help()
        for english, russian in WORDS.items():
            text = text.replace(english, russian)
        return text


def positive(text: str) -> int:
    """An argument that counts something."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
