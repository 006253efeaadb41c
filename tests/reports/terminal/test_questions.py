"""Open questions as people and machines read them."""

import json

import pytest
from yakkan.adapters import read_case
from yakkan.oracle import bill
from yakkan.reports import LANGUAGES, print_questions, questions_json
from yakkan.verdict import open_questions


@pytest.fixture(scope="module")
def questions(electricity):
    return tuple(open_questions(electricity))


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "en",
            [
                "1/5  service.end_day",
                "第4条 契約の終了",
                'this document reads "billed"',
                'the words also allow "not-billed"',
                "the smallest case found on which the two bill differently",
                "no case was found on which the two bill differently",
                "Each question was tried by itself",
            ],
        ),
        ("ja", ["この文書の読み方は「billed」", "「not-billed」とも読める", "請求が違う最小の事例", "一つずつ試した"]),
    ],
)
def test_questions_are_told_with_both_bills(printed, electricity, questions, language, texts):
    """A question is told with its clause, both readings, a case as a timeline, and what each reading bills for it.

    10 amperes are 280.80 yen: two days of 30 are 18.72 → 18 yen, one day is 9.36 → 9.
    """
    text = printed(lambda console: print_questions(console, electricity, questions, LANGUAGES[language]))
    total = next(line.split() for line in text.splitlines() if line.split()[:1] == [LANGUAGES[language].total])

    assert [one for one in texts if one not in text] == []
    assert total[1:] == ["18", "9", "-9"]


def test_no_questions_are_said_to_be_none(printed, electricity):
    """Terms that leave nothing open are told so."""
    text = printed(lambda console: print_questions(console, electricity, (), LANGUAGES["en"]))

    assert text == "These terms list no open question.\n"


def test_questions_in_json(electricity, questions):
    """JSON has the clause in words, the values, why, and a case of the wire format with both sums; null where no case
    tells them apart."""
    told = json.loads(json.dumps(questions_json(questions)))["questions"]
    (other,) = told[0]["others"]
    found = other["told_apart_by"]

    assert [one["setting"] for one in told] == [one.setting for one in questions]
    assert (told[0]["chosen"], other["value"]) == ("billed", "not-billed")
    assert "契約終了日まで" in told[0]["clause"]["words"]
    assert (found["chosen_total"], found["other_total"]) == ("18", "9")
    assert [str(one.total) for one in bill(electricity, read_case(found["case"]))] == ["18"]
    unclear = next(one for one in told if one["setting"] == "proration.above_whole")
    assert unclear["others"][0]["told_apart_by"] is None
    assert unclear["others"][0]["tried"] > 100
