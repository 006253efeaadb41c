"""The width that printed text is made for, and the characters that may be shown."""

from unicodedata import category

TERMINAL_WIDTH = 120
"""Columns: wide enough for a sum, its value and its clause on one line, even with long full-width text."""
_ACTED_ON = {"Cc", "Cf", "Cs"}
"""Categories of characters that a terminal acts on rather than shows: controls and marks of text direction."""


def safe(text: str) -> str:
    """`text`, which may come from outside, with the characters that a terminal would act on escaped."""
    return "".join(char.encode("unicode_escape").decode() if category(char) in _ACTED_ON else char for char in text)
