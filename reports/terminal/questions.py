"""The questions that terms leave open, for the people who must decide: the readings, and where they differ."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from rich.console import Console

from ...adapters import write_answer, write_case
from ...oracle import Book
from ...verdict import Option, Question, TellingCase
from ..console import INDENT, TITLE_STYLE, put
from ..drawing import Look, Shown, decimal_text, glyphs_of, print_sums, timeline, wrapped
from ..json import clause_json
from ..words import Words

READINGS_FORMAT = "yakkan-readings/1"
_NOTHING = Fraction(0)


def print_questions(console: Console, book: Book, questions: Sequence[Question], words: Words) -> None:
    """Print every question with its clause and its readings, each with the smallest case that distinguishes it."""
    if not questions:
        put(console, words.no_questions, indent=0)
        return
    title = ""
    for number, one in enumerate(questions, start=1):
        document = one.terms.clause("").document
        heading = words.questions.format(title=one.terms.title, effective=one.terms.effective, document=document)
        if heading != title:
            title = heading
            put(console, f"{one.terms.tariff}  {title}", style=TITLE_STYLE, indent=0)
        _print_question(console, book, one, f"{number}/{len(questions)}", words)
    put(console, words.one_by_one, indent=0)


def _print_question(console: Console, book: Book, one: Question, number: str, words: Words) -> None:
    put(console, words.question.format(number=number, setting=one.setting), style=TITLE_STYLE)
    put(console, f"{one.clause.heading}  {one.clause.place}", indent=2 * INDENT)
    _print_wrapped(console, one.clause.words, 3 * INDENT)
    put(console, words.question_chosen.format(value=one.chosen), indent=2 * INDENT)
    for option in one.options:
        _print_wrapped(console, words.question_other.format(value=option.value, why=option.why), 2 * INDENT)
        if option.telling is None:
            put(console, words.not_distinguished.format(cases=option.tried), indent=3 * INDENT)
        else:
            put(console, words.distinguished, indent=3 * INDENT)
            _print_telling(console, book, one, option, option.telling, words)
    put(console)


def _print_wrapped(console: Console, text: str, indent: int) -> None:
    put(console, "\n".join(wrapped(text, console.width - indent)), indent=indent)


def _print_telling(
    console: Console, book: Book, question: Question, option: Option, telling: TellingCase, words: Words
) -> None:
    look = Look(words, console.width - 4 * INDENT, glyphs_of(console))
    shown = Shown(book, telling.case, None, None, ())
    put(console, "\n".join(timeline(shown, look)), indent=4 * INDENT)
    for difference in telling.differences:
        print_sums(console, difference, (f'"{question.chosen}"', f'"{option.value}"'), words)


def questions_json(questions: Sequence[Question]) -> dict[str, Any]:
    """The questions as one JSON value; money as decimal strings."""
    return {"format": READINGS_FORMAT, "questions": [_question(one) for one in questions]}


def _question(one: Question) -> dict[str, Any]:
    return {
        "tariff": one.terms.tariff,
        "effective": str(one.terms.effective),
        "setting": one.setting,
        "chosen": one.chosen,
        "clause": clause_json(one.clause),
        "others": [_option(option) for option in one.options],
    }


def _option(one: Option) -> dict[str, Any]:
    telling = one.telling
    return {
        "value": one.value,
        "why": one.why,
        "tried": one.tried,
        "told_apart_by": None
        if telling is None
        else {
            "case": write_case(telling.case),
            "chosen": write_answer(telling.case, telling.chosen)["bills"],
            "other": write_answer(telling.case, telling.other)["bills"],
            "chosen_total": decimal_text(sum((bill.total for bill in telling.chosen), start=_NOTHING)),
            "other_total": decimal_text(sum((bill.total for bill in telling.other), start=_NOTHING)),
        },
    }
