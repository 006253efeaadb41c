"""bills.csv as people and spreadsheets write it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from yakkan.adapters import Answered, Failed, ObservedBill, ObservedLine, Refused, WireError, read_answers_file

HEADING = "case,contract,first_day,last_day,issued,bill,item,amount,quantity,tax,total,refused,message"


@pytest.fixture
def read(tmp_path, light, two):
    """What a table says of the cases a, b (one contract each) and t (two)."""
    cases = {name: replace(light, id=name) for name in "ab"} | {"t": replace(two, id="t")}

    def one(data):
        path = tmp_path / "bills.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_answers_file(path, cases)

    return one


def table(*rows):
    return "\n".join([HEADING, *rows]) + "\n"


def test_rows_of_one_bill_are_its_lines(read):
    """Rows with the same days are lines of one bill, whose own values are in one row or the same in several."""

    found = read(
        table(
            "a,a1-1,2016-05-12,2016-06-07,2016-06-10,,basic,1516.32,1,112,1516,,",
            "a,a1-1,2016-05-12,2016-06-07,2016-06-10,,levy,0.50,,,1516,,",
            "b,,2016-05-12,2016-06-07,,,,,,,1516,,",
        )
    )

    lines = (ObservedLine("basic", Decimal("1516.32"), Decimal(1)), ObservedLine("levy", Decimal("0.50")))
    days = date(2016, 5, 12), date(2016, 6, 7)
    assert found.problems == ()
    assert found.outcomes == {
        "a": Answered((ObservedBill(*days, Decimal(1516), "a1-1", date(2016, 6, 10), lines, Decimal(112)),)),
        "b": Answered((ObservedBill(*days, Decimal(1516)),)),
    }


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfcase;first_day;last_day;total;note\r\na;2016-05-12;2016-06-07;1516;x\r\n;;;;\r\n\r\n",
        b"Total,Case,first_day,last_day\r\n 1516 ,a,2016-05-12,2016-06-07,,,\r\n",
        b'case\tfirst_day\tlast_day\ttotal\na\t2016-05-12\t2016-06-07\t"1516"',
    ],
)
def test_spreadsheets_write_tables_in_many_ways(read, data):
    """A byte order mark, CRLF, semicolons, tabs, quotes, capital headings, empty rows and cells change nothing."""

    found = read(data)

    bill = ObservedBill(date(2016, 5, 12), date(2016, 6, 7), Decimal(1516))
    assert (found.outcomes, found.problems) == ({"a": Answered((bill,))}, ())


def test_a_correction_for_the_same_days_is_a_bill_of_its_own(read):
    """Two bills for the same days are kept apart by `bill` or `issued`."""

    days = "2016-05-12,2016-06-07"
    found = read(
        table(
            f"a,,{days},,1,,,,,1516,,",
            f"a,,{days},,2,,,,,-16,,",
            f"b,,{days},2016-06-10,,,,,,1516,,",
            f"b,,{days},2016-07-10,,,,,,-16,,",
        )
    )

    assert [[bill.total for bill in found.outcomes[name].bills] for name in "ab"] == [[1516, -16], [1516, -16]]


def test_no_bill_a_refusal_and_no_row_are_three_things(read):
    """A row with a case alone says that nothing was billed, one with `refused` that it was refused."""

    found = read(table("a,,,,,,,,,,,,", "b,,,,,,,,,,,E7,no such tariff"))

    assert found.outcomes == {"a": Answered(()), "b": Refused("E7", "no such tariff")}


GOOD = "b,,2016-05-12,2016-06-07,,,,,,,1516,,"


@pytest.mark.parametrize(
    ("row", "code", "place", "words"),
    [
        ("a,,2016-05-12,2016-06-07,,,,,,,1.516,99,,", "YK448", "bills.csv:2, column 12 (refused)", "but has bills"),
        ("a,,2016-05-12,2016-06-07,,,,,,,1516,,,99", "YK448", "bills.csv:2", "there are 14 cells but 13 columns"),
        ('a,,2016-05-12,2016-06-07,,,,,,,"1,516",,', "YK311", "bills.csv:2, column 11 (total)", 'found "1,516"'),
        ("a,,12.5.2016,2016-06-07,,,,,,,1516,,", "YK312", "bills.csv:2, column 3 (first_day)", 'found "12.5.2016"'),
        (
            "a,,2016-05-12,2016-06-31,,,,,,,1516,,",
            "YK312",
            "bills.csv:2, column 4 (last_day)",
            "does not exist in the calendar",
        ),
        ("a,,2016-05-12,2016-06-07,,,,,,,,,", "YK448", "bills.csv:2, column 11 (total)", "is empty in every row"),
        (
            "a,x-1,2016-05-12,2016-06-07,,,,,,,1516,,",
            "YK448",
            "bills.csv:2, column 2 (contract)",
            "not a contract of this case",
        ),
        ("a,,2016-05-12,2016-06-07,,,,99,,,1516,,", "YK448", "bills.csv:2, column 7 (item)", "but no item for it"),
        ("a,,2016-05-12,2016-06-07,,,x,,,,1516,,", "YK448", "bills.csv:2, column 8 (amount)", "but no amount for it"),
        ('a,,2016-05-12,2016-06-07,,,"basic,99,,,1516,,', "YK448", "bills.csv:2", "cannot be split into cells"),
        ("a,,2016-06-12,2016-06-07,,,,,,,1516,,", "YK318", "bills.csv:2 bills[0].last_day", "is before the first_day"),
        ("a,,2016-05-12,2016-06-07,,,,,,,1516,E,", "YK448", "bills.csv:2, column 12 (refused)", "but has bills"),
        ("t,,2016-05-12,2016-06-07,,,,,,,1516,,", "YK317", "bills.csv:2 bills[0].contract", "several contracts"),
    ],
)
def test_a_bad_row_affects_its_case_alone(read, row, code, place, words):
    """A row that cannot be read makes its case a failure that names file, line and column; the others are judged."""

    found = read(table(row, GOOD))

    failed = found.outcomes[row[0]]
    assert isinstance(failed, Failed)
    assert (failed.problem.code.id, failed.problem.place) == (code, place)
    assert words in failed.problem.message
    assert isinstance(found.outcomes["b"], Answered)
    assert found.problems == ()


def test_rows_of_a_bill_that_disagree_are_both_reported(read):
    """Two totals of one bill make its case a failure that names both lines."""

    days = "2016-05-12,2016-06-07"
    failed = read(table(f"a,,{days},,1,x,1,,,1516,,", f"a,,{days},,1,y,2,,,1517,,")).outcomes["a"]

    assert failed.problem.place == "bills.csv:3, column 11 (total)"
    assert failed.problem.message == 'found "1517", but "1516" in line 2 of the same bill'


def test_bytes_that_are_not_utf_8_affect_their_case_alone(read):
    """A line in Shift_JIS is reported with its column, and the others are read."""

    line = "a,,2016-05-12,2016-06-07,,,基本料金,1516,,,1516,,".encode("shift_jis")
    found = read(HEADING.encode() + b"\n" + line + b"\n" + GOOD.encode())

    assert found.outcomes["a"].problem.message.startswith("column 7: byte ")
    assert isinstance(found.outcomes["b"], Answered)


def test_rows_of_no_case_are_reported(read):
    """A row without a case, or with an unknown one, is a problem beside the outcomes."""

    found = read(table(",,2016-05-12,2016-06-07,,,,,,,1516,,", "z,,2016-05-12,2016-06-07,,,,,,,1516,,", GOOD))

    assert [(one.place, one.message) for one in found.problems] == [
        ("bills.csv:2, column 1 (case)", "the case is missing"),
        ("bills.csv:3, column 1 (case)", '"z" is not one of the cases'),
    ]
    assert list(found.outcomes) == ["b"]


@pytest.mark.parametrize(
    ("data", "words"),
    [("", 'no column "case"'), ("case,total\na,1\n", 'no column "first_day"'), (f"{HEADING},total\n", "appears twice")],
)
def test_a_table_without_its_columns_is_refused(read, data, words):
    """A table whose heading row lacks a column, or has one twice, cannot be used."""

    with pytest.raises(WireError, match="YK447") as caught:
        read(data)

    assert any(words in problem.message for problem in caught.value.problems)
