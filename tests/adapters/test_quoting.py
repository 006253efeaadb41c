"""Values from outside in a one-line message: how much of them, and what takes the place of the rest."""

import pytest
from yakkan.adapters.quoting import one_line, shown


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("12345678", 9, "12345678"),
        ("123456789", 9, "123456789"),  # just as long as may be
        ("1234567890", 9, "12345678…"),  # a character longer: eight of it, and one that says so
        ("  12345678 ", 8, "12345678"),  # white space at the ends does not count
        ("1 \n\t 3456789", 9, "1 3456789"),  # white space between is one blank: 1 + 1 + 7 characters
        ("\x1b[2J", 7, r"\x1b[2J"),  # an escape is written with four characters
        ("\x1b[2J!", 7, r"\x1b[2…"),
        (" " * 20 + "12345678", 9, "12345678"),  # nor does it take room from what follows
    ],
)
def test_a_line_has_at_most_so_many_characters(text, limit, line):
    """A text that fits is shown whole, and of a longer one a character less than the limit, and an ellipsis."""
    assert one_line(text, limit) == line


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("12345678", '"12345678"'),  # with its quotation marks ten characters
        ("123456789", '"12345678…'),
        ("1" * 500, '"11111111…'),
        ("", '""'),
        (12, "the numbe…"),
        (None, "null"),
        (True, "true"),
        ([], "a list"),
    ],
)
def test_a_value_is_shown_in_at_most_so_many_characters(value, line):
    """A string is shown in its quotation marks, which count, and a number with a word for it."""
    assert shown(value, 10) == line
