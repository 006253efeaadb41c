"""Text in the columns of a terminal, and amounts."""

from decimal import Decimal
from fractions import Fraction

import pytest
from rich.cells import cell_len
from yakkan.oracle.screen import safe
from yakkan.reports import replay_command
from yakkan.reports.drawing.amounts import decimal_text, shown_amount, shown_difference
from yakkan.reports.drawing.layout import table, wrapped

CLAUSE = "料金は、契約終了日まで算定し、契約終了日に算定を終える。The named end day is billed, always."


def test_wrapped_keeps_every_character():
    """Wrapping loses nothing but blanks at the ends of lines."""
    for columns in range(8, 60):
        assert "".join(wrapped(CLAUSE, columns)).replace(" ", "") == CLAUSE.replace(" ", "")


def test_wrapped_keeps_to_the_columns():
    """Only punctuation hangs over the end of a line, and no line begins with it."""
    for columns in range(8, 60):
        lines = wrapped(CLAUSE, columns)

        assert all(cell_len(line.rstrip("、。,.")) <= columns for line in lines)
        assert not any(line[0] in "、。,." for line in lines)


def test_table_aligns_full_width_text():
    """Columns stand under each other where some characters are twice as wide."""
    lines = table([["", "約款", "実際"], ["合計", "1,516", "1,684"]])

    assert lines == ["        約款    実際", "合計   1,516   1,684"]


@pytest.mark.parametrize(
    ("amount", "shown", "written"),
    [
        (Fraction(0), "0", "0"),
        (Fraction(1684), "1,684", "1684"),
        (Fraction("1516.32"), "1,516.32", "1516.32"),
        (Fraction("280.8"), "280.80", "280.8"),
        (Fraction(-303, 100), "-3.03", "-3.03"),
        (Fraction(7020, 31), "226.4516…", "226.4516"),
        (Fraction(-1, 3), "-0.3333…", "-0.3333"),
    ],
)
def test_amounts_are_exact_or_marked(amount, shown, written):
    """An amount is shown exactly, or cut and marked; its decimal string has no separators."""
    assert (shown_amount(amount), decimal_text(amount)) == (shown, written)


def test_amounts_keep_what_the_system_wrote():
    """A system's decimals are written as they were, never in powers of ten."""
    assert [decimal_text(Decimal(text)) for text in ("10.50", "0.0000001")] == ["10.50", "0.0000001"]


def test_differences_say_who_pays():
    """A difference has its sign, and none where there is none."""
    assert [shown_difference(Fraction(one)) for one in (168, -12, 0)] == ["+168", "-12", "0"]


def test_what_a_terminal_acts_on_is_escaped():
    """Other people's text can neither colour a report nor turn its direction; full-width blanks stay."""
    assert safe("a\x1b[2Jb\u202ec　d") == "a\\x1b[2Jb\\u202ec　d"


def test_replay_commands_can_be_pasted(tmp_path, monkeypatch):
    """A path under the current folder is shortened, and what a shell would split is quoted."""
    monkeypatch.chdir(tmp_path)

    command = replay_command(tmp_path / "my cases" / "one.json", "py:m:f", ["--ca", "a b.pem"])

    assert command == "yakkan replay 'my cases/one.json' --sut py:m:f --ca 'a b.pem'"
