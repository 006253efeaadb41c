"""A plan goes out as a sheet, is filled in, and comes back as a verdict."""

import csv
import json
import os
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from yakkan.adapters import Answered
from yakkan.oracle import YakkanError
from yakkan.oracle.money import exact_string
from yakkan.reports import LANGUAGES, plan_csv, plan_feature, plan_json, plan_xlsx, read_answers, read_plan
from yakkan.reports.plan.cells import Cell, amount_in
from yakkan.verdict import Verdict, bills_of_cases, judge_recorded, studies_folder

pytestmark = pytest.mark.xdist_group("plan")  # one process: the plan is made once

TERMS = Path(__file__).parents[3] / "terms" / "enex-low-voltage" / "2016-04-01.md"
FILLED = ("billed? yes/no", "BILLED total", "BILLED tax", "BILLED basic", "first day billed", "last day billed")
JAPANESE = (
    "請求の有無(はい/いいえ)",
    "実際の請求額",
    "実際の消費税等",
    "実際のbasic",
    "請求された初日",
    "請求された末日",
)


def write(plan, kind, path, language="en", *, blind=False):
    words = LANGUAGES[language]
    if kind == "csv":
        path.write_bytes(plan_csv(plan, words, blind=blind).encode())
    elif kind == "xlsx":
        path.write_bytes(plan_xlsx(plan, words, blind=blind))
    else:
        path.write_text(json.dumps(plan_json(plan, words, blind=blind)))
    return path


def bills_of(plan, system):
    """The bills of a system by the number of the case."""
    outcomes = {number: system.bill(one.case) for number, one in enumerate(plan.cases, start=1)}
    assert all(isinstance(one, Answered) for one in outcomes.values())
    return {number: list(one.bills) for number, one in outcomes.items()}


def answer(row, bills):
    """What a person writes into a row, by its given cells: the bill that begins in its period, and takes it away."""
    number, first, last = int(row[0]), str(row[6] or ""), str(row[7] or "")
    mine = [one for one in bills[number] if first <= str(one.first_day) <= last] if first else []
    if not mine:
        return ["no", "", "", "", "", ""]
    bill = mine[0]
    bills[number].remove(bill)
    lines = {one.item: str(one.amount) for one in bill.lines or ()}
    return ["yes", str(bill.total), str(bill.tax), lines["basic"], str(bill.first_day), str(bill.last_day)]


def fill(path, kind, plan, system):
    """Fill a sheet in, as a person reads it off the bills of a system."""
    bills = bills_of(plan, system)
    if kind == "json":
        value = json.loads(path.read_text())
        for case in value["cases"]:
            case["observed"] = system.answer(case["case"])[1]["bills"]
        path.write_text(json.dumps(value))
        return
    if kind == "csv":
        table = list(csv.reader(StringIO(path.read_bytes().decode("utf-8-sig"))))
        start = table[0].index(next(one for one in (FILLED[0], JAPANESE[0]) if one in table[0]))
        for row in table[1:]:
            if row[0] != "#":
                row[start : start + 6] = answer(row, bills)
        text = StringIO()
        csv.writer(text, delimiter=";").writerows(table)
        path.write_text(text.getvalue(), encoding="utf-8-sig")
    else:
        book = load_workbook(path)
        sheet = book.worksheets[0]
        headings = [cell.value for cell in sheet[1]]
        start = headings.index(next(one for one in (FILLED[0], JAPANESE[0]) if one in headings))
        for row in sheet.iter_rows(min_row=2):
            if row[0].value != "#":
                for cell, text in zip(row[start : start + 6], answer([c.value for c in row], bills), strict=True):
                    assert not isinstance(cell, MergedCell)
                    cell.value = text or None
        book.save(path)
    assert not any(bills.values())  # each bill of the system has its row


def judged(path, answers):
    planned = read_plan(path, None if path.suffix != ".csv" else read_book())
    recorded = read_answers(answers, planned, bills_of_cases(planned.book, planned.cases))
    return judge_recorded(planned.book, "sheet", recorded, studies=studies_folder(os.environ))


def read_book():
    from yakkan.oracle import load_terms

    return load_terms(TERMS)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_a_right_system_conforms_by_every_sheet(plan_of_2016, faulty, tmp_path, kind, language):
    """A sheet filled in from right bills conforms, with the power of the whole plan."""
    path = write(plan_of_2016, kind, tmp_path / f"plan.{kind}", language)
    fill(path, kind, plan_of_2016, faulty(plan_of_2016.book))
    result = judged(path, path)

    assert (result.verdict, result.not_tested) == (Verdict.CONFORMS, ())
    assert result.power is not None
    assert result.power.caught == result.power.catchable == plan_of_2016.caught


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_the_notice_is_diagnosed_from_every_sheet(plan_of_2016, faulty, tmp_path, kind):
    """Bills of the system of the 2018 notice, in a sheet, lead to the table that the notice prints."""
    path = write(plan_of_2016, kind, tmp_path / f"plan.{kind}", blind=True)
    fill(path, kind, plan_of_2016, faulty(plan_of_2016.book, "F-02", "F-07"))
    result = judged(path, path)
    (told,) = result.diagnosis

    assert result.verdict is Verdict.DIVERGES
    assert not any(one.observed_twice for one in result.divergences)
    assert sorted((row.setting, row.terms, row.system) for row in told.rows) == [
        ("proration.denominator", "billing-period", "month-before-billing-month"),
        (
            "proration.trigger",
            "always",
            "difference-at-least; trigger_days 6; trigger_reference month-before-billing-month",
        ),
    ]
    assert told.explains == told.of
    assert told.apart  # few cases leave some settings that bill alike; these would tell them apart


def test_wire_answers_are_judged_too(plan_of_2016, faulty, tmp_path):
    """A file of wire answers, one a line, is judged by the plan; cases without a line are not tested."""
    path, system = write(plan_of_2016, "json", tmp_path / "plan.json"), faulty(plan_of_2016.book)
    cases = [one["case"] for one in json.loads(path.read_text())["cases"]]
    lines = [json.dumps(system.answer(case)[1]) for case in cases[:-1]]
    (tmp_path / "answers.ndjson").write_text("\n".join(lines) + "\n")
    result = judged(path, tmp_path / "answers.ndjson")

    assert result.verdict is Verdict.CONFORMS
    assert result.not_tested[-1].cases == 1


def test_a_blind_sheet_leads_nobody(plan_of_2016, tmp_path):
    """No cell of a blind sheet is an expected amount, and neither derivation nor fault is in the file."""
    amounts = {exact_string(bill.total) for one in plan_of_2016.cases for bill in one.expected}
    text = plan_csv(plan_of_2016, LANGUAGES["en"], blind=True)
    table = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    book = load_workbook(write(plan_of_2016, "xlsx", tmp_path / "plan.xlsx", blind=True))
    value = plan_json(plan_of_2016, LANGUAGES["en"], blind=True)

    for rows in (table, [[cell.value for cell in row] for row in book.worksheets[0]]):
        assert not any("EXPECTED" in str(cell) for cell in rows[0])
        assert not {str(cell) for row in rows[1:] for cell in row[2:]} & amounts
    assert book.sheetnames == ["plan", "yakkan"]
    assert not {"expected", "derivation", "catches"} & set(value["cases"][0])


def test_the_workbook_can_be_read(plan_of_2016, tmp_path):
    """The workbook has its three sheets, a frozen heading, wide enough columns, and text in every cell."""
    book = load_workbook(write(plan_of_2016, "xlsx", tmp_path / "plan.xlsx"))
    plan, derivation, catches, hidden = book.worksheets

    assert (plan.freeze_panes, derivation.freeze_panes) == ("D2", "A2")
    assert plan.column_dimensions["D"].width == 60
    assert all(cell.number_format == "@" and isinstance(cell.value, str | None) for row in plan for cell in row)
    assert hidden.sheet_state == "veryHidden"
    assert any("÷" in str(row[1].value) for row in derivation)
    assert any("F-02" in str(row[1].value) for row in catches)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_feature_has_every_case(plan_of_2016, language):
    """Each case of the electricity terms is a scenario, and none is left out."""
    text = plan_feature(plan_of_2016, LANGUAGES[language])
    word = {"en": "Scenario:", "ja": "シナリオ:"}[language]

    assert text.count(word) == len(plan_of_2016.cases)


def spoilt(plan, faulty, tmp_path, change):
    """The problems of a sheet that was filled in rightly and then changed: (row number, heading) to a value."""
    path = write(plan, "xlsx", tmp_path / "plan.xlsx")
    fill(path, "xlsx", plan, faulty(plan.book))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    change(sheet, {cell.value: cell.column for cell in sheet[1]})
    book.save(tmp_path / "answers.xlsx")
    planned = read_plan(path, None)
    expected = bills_of_cases(planned.book, planned.cases)
    with pytest.raises(YakkanError) as error:
        read_answers(tmp_path / "answers.xlsx", planned, expected)
    return error.value.problems


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("BILLED total", "1,123", "YK705"),
        ("BILLED total", "=1000+123", "YK705"),
        ("BILLED total", 1123.123456, "YK705"),
        ("BILLED total", None, "YK707"),
        ("BILLED tax", "eight", "YK705"),
        ("billed? yes/no", "perhaps", "YK708"),
        ("billed? yes/no", "no", "YK707"),
        ("first day billed", "28/01/2017", "YK709"),
        ("last day billed", "2016-01-01", "YK709"),
        ("case", "77", "YK706"),
        ("row", "9", "YK706"),
        ("contract", "other-1", "YK706"),
    ],
)
def test_a_bad_cell_is_named(plan_of_2016, faulty, tmp_path, heading, value, code):
    """A cell that cannot be read is told with its row, its column and what it may hold."""

    def change(sheet, columns):
        sheet.cell(row=2, column=columns[heading]).value = value

    problems = spoilt(plan_of_2016, faulty, tmp_path, change)

    assert problems[0].code.id == code
    assert "answers.xlsx row 2, column" in problems[0].place


def test_a_number_that_reads_as_a_decimal_is_taken(plan_of_2016, faulty, tmp_path):
    """1123.2 as a number of the spreadsheet is the amount 1123.2, no more and no less."""
    path = write(plan_of_2016, "xlsx", tmp_path / "plan.xlsx")
    fill(path, "xlsx", plan_of_2016, faulty(plan_of_2016.book))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index("BILLED basic") + 1
    written = sheet.cell(row=2, column=column).value
    assert isinstance(written, str)
    sheet.cell(row=2, column=column, value=float(written))
    book.save(path)

    assert judged(path, path).verdict is Verdict.CONFORMS


def test_what_a_spreadsheet_keeps_in_binary_is_no_amount():
    """A number that reads as a decimal of at most 4 places is it exactly; any other is refused with a reason."""
    assert str(amount_in(Cell(1516.32, "row 2"))) == "1516.32"
    assert amount_in(Cell(-3, "row 2")) == -3
    for value in (0.1 + 0.2, 1e22, 0.00001, float("nan"), True):
        with pytest.raises(YakkanError, match="row 2"):
            amount_in(Cell(value, "row 2"))


def test_half_a_case_is_refused(plan_of_2016, faulty, tmp_path):
    """A case with an empty row, a row taken away, or a row there twice is not judged."""

    def emptied(sheet, columns):
        for heading in FILLED:
            sheet.cell(row=2, column=columns[heading]).value = None

    assert [one.code.id for one in spoilt(plan_of_2016, faulty, tmp_path, emptied)] == ["YK707"]
    gone = spoilt(plan_of_2016, faulty, tmp_path, lambda sheet, _: sheet.delete_rows(2))
    assert [one.code.id for one in gone] == ["YK707"]
    twice = spoilt(plan_of_2016, faulty, tmp_path, lambda sheet, _: sheet.append([c.value for c in sheet[2]]))
    assert [one.code.id for one in twice] == ["YK710"]
    headless = spoilt(plan_of_2016, faulty, tmp_path, lambda sheet, columns: sheet.delete_cols(columns[FILLED[0]]))
    assert [one.code.id for one in headless] == ["YK704"]


def test_other_files_are_refused(plan_of_2016, book_for, tmp_path):
    """A plan for other terms, a plan cut off, and what is no plan are refused before anything is judged."""
    plan = write(plan_of_2016, "csv", tmp_path / "plan.csv")
    cut = tmp_path / "cut.csv"
    cut.write_bytes(b"\n".join(plan.read_bytes().split(b"\n")[:4]))
    (tmp_path / "no.xlsx").write_text("no workbook")
    (tmp_path / "no.json").write_text("{}")
    (tmp_path / "no.pdf").write_text("")
    sjis = tmp_path / "sjis.csv"
    sjis.write_bytes("事例".encode("cp932"))
    book = book_for("enex-low-voltage/2016-04-01.md")
    found = {}
    given = {plan: None, cut: book, sjis: book}
    for path in (plan, cut, sjis, *(tmp_path / name for name in ("no.xlsx", "no.json", "no.pdf", "gone.json"))):
        with pytest.raises(YakkanError) as error:
            read_plan(path, given.get(path))
        found[path.name] = error.value.problems[0].code.id

    assert found.pop("plan.csv") == "YK703"
    assert set(found.values()) == {"YK701"}
    with pytest.raises(YakkanError, match="YK702"):
        read_plan(plan, book_for("enex-low-voltage"))
