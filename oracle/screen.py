"""The screen that everything printed is made for, and what may be shown on it."""

from unicodedata import category

TERMINAL_WIDTH = 120
"""Columns: a sum with its value and its clause, which may be long and full-width, stands on one line."""
_ACTED_ON = {"Cc", "Cf", "Cs"}
"""Characters that a terminal acts on in place of showing them: controls, and what turns the direction of text."""


def safe(text: str) -> str:
    """`text`, perhaps of other people's making, with what a terminal would act on as escapes."""
    return "".join(char.encode("unicode_escape").decode() if category(char) in _ACTED_ON else char for char in text)
