"""`yakkan bill`."""

import json

import pytest

CASE = {
    "protocol": "yakkan/1",
    "case": "home",
    "tariff": "power",
    "contract": {"id": "home-1", "start": "2016-05-12", "attributes": {"amperage": "60"}},
    "readings": ["2016-05-09", "2016-06-08", "2016-07-08"],
    "events": [{"type": "cancellation", "end": "2016-06-20"}],
    "bill_through": "2016-07-31",
}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_bill_prints_the_derivation(yakkan, same_screen, power, language):
    """A case is billed with every step and its clause, in English and in Japanese."""
    result = yakkan("bill", power, "-", "--lang", language, stdin=json.dumps(CASE))

    assert (result.code, result.err) == (0, "")
    same_screen(f"bill-{language}", result.out)


def test_bill_prints_the_answer_of_the_wire(yakkan, power, tmp_path):
    """With --json the answer of the wire format is printed: 60 A, 27 of 30 days, then 13 of 30 days."""
    (tmp_path / "case.json").write_text(json.dumps(CASE))

    answer = json.loads(yakkan("bill", power, "case.json", "--json").out)

    # 1684.80 x 27 / 30 = 1516.32; 1684.80 x 13 / 30 = 730.08
    assert [bill["total"] for bill in answer["bills"]] == ["1516", "730"]
    assert answer["case"] == "home"


def test_bill_refuses_as_a_system_would(yakkan, power):
    """A case that the terms cannot bill is refused on standard output with --json, told in words, and ends with 3."""
    case = CASE | {"contract": {"id": "home-1", "start": "2016-05-12", "attributes": {"amperage": "61"}}}

    result = yakkan("bill", power, "-", "--json", stdin=json.dumps(case))

    assert result.code == 3
    assert json.loads(result.out)["refused"]["code"] == "YK203"
    assert result.err.startswith('YK203 standard input contract home-1: the attribute amperage cannot be "61"')


def test_bill_warns_beyond_the_figures(yakkan_here, power):
    """A bill for days after those that the document's figures were read for is printed with a warning."""
    readings = ["2018-03-09", "2018-04-08"]
    case = CASE | {"readings": readings, "contract": CASE["contract"] | {"start": "2018-03-12"}, "events": []}

    result = yakkan_here("bill", power, "-", stdin=json.dumps(case | {"bill_through": "2018-04-30"}))

    warned = (
        "warning: case home: the bill for 2018-03-12 … 2018-04-07 uses figures that were checked only up to 2018-03-31"
    )
    assert (result.code, result.err) == (0, f"{warned}\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"protocol": "yakkan/1", "case": "home", "tar', "YK303 standard input: line 1, column 42"),
        (json.dumps(CASE | {"protocol": "yakkan/2"}), 'YK308 standard input protocol: found "yakkan/2"'),
        (
            json.dumps(CASE | {"bill_through": "2016-02-30"}),
            'YK312 standard input bill_through: "2016-02-30" does not exist',
        ),
        ("[1]", "YK310 standard input the case: found a list"),
        ("", "YK303 standard input: the text is empty"),
        ("\udcff", "YK302 standard input: byte 1 is not UTF-8"),
    ],
)
def test_bill_says_why_a_case_can_not_be_read(yakkan_here, power, text, message):
    """What is no case of the wire format has its own message for each mistake, and ends with 3."""
    result = yakkan_here("bill", power, "-", stdin=text)

    assert (result.code, result.out) == (3, "")
    assert result.err.startswith(message)


def test_bill_reads_no_folder(yakkan_here, power, tmp_path):
    """A folder in place of a case is told as such."""
    result = yakkan_here("bill", power, tmp_path)

    assert (result.code, result.err) == (3, f"YK601 {tmp_path}: Is a directory\n")
