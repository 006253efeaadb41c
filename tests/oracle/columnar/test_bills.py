"""Bills by columns, worked by hand; and what the columnar oracle refuses, before a row is billed."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from yakkan.oracle import CaseError, TermsError, change_settings, load_terms
from yakkan.oracle.columnar import Ranges, bill_frame, compile_terms

TERMS = Path(__file__).parents[3] / "terms"
RANGES = Ranges(days=62, use=(0, 10_000))
DAYS = ("period_start", "period_end", "used_start", "used_end")


@pytest.fixture(scope="module")
def tepco():
    """従量電灯B."""
    (terms,) = load_terms(TERMS / "tepco-meter-lighting-b")
    return terms


@pytest.fixture(scope="module")
def enex():
    """The low-voltage terms of 2016."""
    return next(iter(load_terms(TERMS / "enex-low-voltage")))


def rows(*days, **columns):
    """A frame of rows whose four days stand as "2016-05-09 2016-06-08 2016-05-12 2016-06-08"."""
    dates = [dict(zip(DAYS, map(date.fromisoformat, row.split()), strict=True)) for row in days]
    frame = pl.DataFrame(dates)
    return frame.with_columns(
        pl.Series(name, value) if isinstance(value, list) else pl.lit(value).alias(name)
        for name, value in {"situation": "start", **columns}.items()
    )


def totals(compiled, frame, *lines):
    return bill_frame(compiled, frame).select("total", "tax", *(f"line.{item}" for item in lines)).collect().rows()


WHOLE = (
    "2015-02-10 2015-03-11 2015-02-10 2015-03-11",
    "2016-03-10 2016-04-11 2016-03-10 2016-04-11",
    "2018-01-11 2018-02-10 2018-01-11 2018-02-10",
)


def test_model_bills(tepco):
    """The model bills that TEPCO published (30 A, direct debit) come to the published yen, with the tax in them."""
    frame = rows(*WHOLE, situation="whole", amperage="30", payment="direct-debit", use=[290, 290, 260])

    assert totals(compile_terms(tepco, RANGES), frame) == [
        # 842.40 + 120 × 19.43 + 170 × 25.91 + 290 × 2.83 - 54, and the levy 290 × 0.75 = 217.50, cut to 217
        # 842.40 + 2,331.60 + 4,404.70 + 820.70 - 54 + 217 = 8,562.40; 8,562 × 8 ÷ 108 = 634.22…
        (8562, 634),
        # 842.40 + 6,736.30 - 290 × 2.78 = 806.20 - 54, and the levy 290 × 1.58 = 458.20, cut to 458: 7,176.50
        (7176, 531),  # 7,176 × 8 ÷ 108 = 531.55…
        # 842.40 + 120 × 19.52 + 140 × 26.00 - 260 × 3.03 - 54, and the levy 260 × 2.64 = 686.40, cut to 686
        # 842.40 + 2,342.40 + 3,640 - 787.80 - 54 + 686 = 6,669.00; 6,669 × 8 ÷ 108 = 494
        (6669, 494),
    ]


def test_lines_of_a_model_bill(tepco):
    """The lines stand in whole numbers of 1/`line_parts`, finer where days can divide it."""
    compiled = compile_terms(tepco, RANGES)
    frame = rows(WHOLE[2], situation="whole", amperage="30", payment="direct-debit", use=260)
    items = ("basic", "energy", "fuel-adjustment", "direct-debit-discount", "levy")

    assert totals(compiled, frame, *items) == [(6669, 494, 842_4000, 5982_40, -787_80, -54_0000, 686)]
    assert compiled.line_parts == dict(zip(items, (10_000, 100, 100, 10_000, 1), strict=True))
    assert compiled.parts == 1


def test_what_does_not_apply_is_no_line(tepco):
    """A contract without direct debit has no discount line, and half the basic fee where nothing was used."""
    frame = rows(WHOLE[0], situation="whole", amperage="10", payment="other", use=0)

    # 280.80 ÷ 2 = 140.40; 140 × 8 ÷ 108 = 10.37…
    assert totals(compile_terms(tepco, RANGES), frame, "basic", "direct-debit-discount") == [(140, 10, 140_4000, None)]


def test_prorated_widths(tepco):
    """A start on the 12th day of 30 prorates the basic fee and each tier's width, the widths to whole kWh."""
    # 19 of 30 days: 842.40 × 19 ÷ 30 = 533.52; 120 × 19 ÷ 30 = 76; 180 × 19 ÷ 30 = 114, so the bounds are 76 and 190
    # 76 × 19.52 = 1,483.52; 114 × 26.00 = 2,964; 10 × 30.02 = 300.20: 4,747.72
    # 200 × -3.03 = -606; the levy 200 × 2.64 = 528: 533.52 + 4,747.72 - 606 + 528 = 5,203.24; × 8 ÷ 108 = 385.40…
    frame = rows("2018-01-11 2018-02-10 2018-01-22 2018-02-10", amperage="30", payment="other", use=200)

    assert totals(compile_terms(tepco, RANGES), frame, "basic", "energy") == [(5203, 385, 533_5200, 4747_72)]


def test_a_line_that_can_not_stand_in_a_column_is_null(enex):
    """A line that is not a whole number of 1/`line_parts` is null; the total is exact all the same."""
    # 280.80 × 17 ÷ 31 = 153.987…; 153 × 8 ÷ 108 = 11.33…
    # 280.80 × 31 ÷ 31 = 280.80; 280 × 8 ÷ 108 = 20.74…
    frame = rows(
        "2016-05-09 2016-06-09 2016-05-23 2016-06-09", "2016-05-09 2016-06-09 2016-05-09 2016-06-09", amperage="10"
    )

    assert totals(compile_terms(enex, RANGES), frame, "basic") == [(153, 11, None), (280, 20, 280_8000)]


def test_settings_of_each_row(enex):
    """Rows of one frame are billed under the settings that stand in their columns: the notice of 2018 side by side."""
    varying = {
        "proration.trigger": ["always", "difference-at-least"],
        "proration.trigger_days": [6],
        "proration.trigger_reference": ["month-before-billing-month"],
        **{
            f"proration.denominator.{name}": ["billing-period", "month-before-billing-month"]
            for name in ("start", "end", "both", "change")
        },
    }
    days = ["2016-06-08 2016-07-08 2016-06-08 2016-07-05", "2016-06-08 2016-07-08 2016-06-08 2016-06-28"]
    base = rows(*days, amperage="60", situation="end")
    settings = pl.DataFrame(
        {
            "proration.trigger": ["always", "difference-at-least"],
            "proration.trigger_days": [6, 6],
            "proration.trigger_reference": ["month-before-billing-month"] * 2,
            **{
                f"proration.denominator.{name}": ["billing-period", "month-before-billing-month"]
                for name in ("start", "end", "both", "change")
            },
        }
    )
    frame = base.join(settings, how="cross", maintain_order="left_right")

    # 27 of 30 days: 1,684.80 × 27 ÷ 30 = 1,516.32, and 1,516 × 8 ÷ 108 = 112.29…; June has 30 days, 3 fewer: in full
    # 20 of 30 days: 1,684.80 × 20 ÷ 30 = 1,123.20, and 1,123 × 8 ÷ 108 = 83.18…; 10 fewer: ÷ 30 days of June
    assert totals(compile_terms(enex, RANGES, varying), frame) == [(1516, 112), (1684, 124), (1123, 83), (1123, 83)]


def test_streamed(enex):
    """The streaming engine of Polars bills the same rows alike, and the order of the rows stays."""
    days = [f"2016-05-09 2016-06-08 2016-05-{first:02} 2016-06-08" for first in range(9, 31)]
    frame = rows(*days, amperage="60")
    rows_billed = bill_frame(compile_terms(enex, RANGES), frame)

    assert rows_billed.collect(engine="streaming").equals(rows_billed.collect())


@pytest.mark.parametrize(
    ("days", "columns"),
    [
        ("2018-01-11 2018-02-10 2018-01-11 2018-02-11", {}),  # used beyond the period
        ("2018-01-11 2018-02-10 2018-01-20 2018-01-20", {}),  # no day at all
        ("2018-01-11 2018-02-10 2018-01-10 2018-01-20", {}),  # used before the period
        ("2018-01-11 2018-03-20 2018-01-11 2018-03-20", {}),  # 68 days, 62 are declared
        (WHOLE[2], {"use": 10_001}),  # 10,000 are declared
        (WHOLE[2], {"use": -1}),  # refused by 第7条
        (WHOLE[2], {"use": pl.Series([None], dtype=pl.Int64)}),
        (WHOLE[2], {"amperage": pl.Series([None], dtype=pl.String)}),
        (WHOLE[2], {"situation": pl.Series([None], dtype=pl.String)}),
        ("2018-02-10 2018-03-11 2018-02-10 2018-03-11", {}),  # nothing is published for March 2018
        ("2014-01-10 2014-02-10 2014-01-10 2014-02-10", {}),  # before the terms took effect
        ("2019-09-10 2019-10-10 2019-09-10 2019-10-10", {}),  # after their last day
    ],
)
def test_not_billed(tepco, days, columns):
    """A row that cannot be billed has no total and no tax, and the row beside it is billed."""
    given = {"situation": "whole", "amperage": "30", "payment": "other", "use": 260, **columns}
    bad = rows(days, **{name: value for name, value in given.items() if not isinstance(value, pl.Series)})
    bad = bad.with_columns(value.alias(name) for name, value in given.items() if isinstance(value, pl.Series))
    good = rows(WHOLE[2], situation="whole", amperage="30", payment="other", use=260)
    frame = pl.concat([bad.select(good.columns), good], how="vertical_relaxed")

    # 6,669 without the discount of 54 yen; 6,723 × 8 ÷ 108 = 498
    assert totals(compile_terms(tepco, RANGES), frame) == [(None, None), (6723, 498)]


def test_use_is_not_needed_where_nothing_asks_for_it(tepco):
    """A row whose charges by use are not for its contract is billed without a use."""
    by_use = {"energy": "energy", "fuel-adjustment": "fuel-adjustment", "levy": "levy"}
    changes = {f"charge.{item}.when": {"payment": "direct-debit"} for item in by_use}
    terms = change_settings(tepco, {**changes, "charge.basic.no_use_share": None})
    frame = rows(WHOLE[2], WHOLE[2], situation="whole", amperage="30", payment=["other", "direct-debit"], use=0)
    frame = frame.with_columns(use=pl.lit(None, pl.Int64))

    assert totals(compile_terms(terms, RANGES), frame) == [(842, 62), (None, None)]  # 842 × 8 ÷ 108 = 62.37…


def test_words_that_are_not_known(enex):
    """A word that an attribute or a declared setting does not have stops the run: it is never billed as another."""
    compiled = compile_terms(enex, RANGES, {"proration.trigger": ["always", "never"]})
    days = "2016-05-09 2016-06-08 2016-05-12 2016-06-08"

    with pytest.raises(pl.exceptions.InvalidOperationError, match="55"):
        totals(compiled, rows(days, amperage="55", **{"proration.trigger": "always"}))
    with pytest.raises(pl.exceptions.InvalidOperationError, match="share-below"):
        totals(compiled, rows(days, amperage="60", **{"proration.trigger": "share-below"}))


def test_a_number_that_is_not_declared(enex):
    """A row with a number that was not declared for its setting is not billed."""
    never = {"proration.trigger": "fewer-days-than", "proration.trigger_days": 30}
    compiled = compile_terms(change_settings(enex, never), RANGES, {"proration.trigger_days": [30]})
    days = "2016-05-09 2016-06-08 2016-05-12 2016-06-08"
    frame = rows(days, days, amperage="60", **{"proration.trigger_days": [30, 27]})

    # 27 of 30 days: 1,684.80 × 27 ÷ 30 = 1,516.32
    assert totals(compiled, frame) == [(1516, 112), (None, None)]


def problem(error):
    (one,) = error.value.problems
    return one


def test_overflow_is_refused_when_compiled(tepco):
    """An amount that could need more than 128 bits is refused with its clause, its bound and what is allowed."""
    with pytest.raises(TermsError) as error:
        compile_terms(tepco, Ranges(days=62, use=(0, 10**36)))

    found = problem(error)
    # 10^36 kWh at 29.93 to 30.02 yen and 12 sen are more than 2^127 - 1 = 1.7… × 10^38 sen before any is rounded
    assert (found.code.id, found.clause) == ("YK116", "第7条 電力量料金")
    assert "energy can need whole numbers up to " in found.message
    assert f"at most {2**127 - 1} is allowed" in found.message
    assert f"use from 0 to {10**36} in parts of 1/1, 62 days" in found.message


def test_wide_amounts(tepco):
    """Uses that need more than 64 bits on the way are billed in 128, exactly."""
    # use of 10^16 - 1 kWh: basic 842.40; energy 120 × 19.52 + 180 × 26 + (10^16 - 301) × 30.02
    #   = 7,022.40 + 300,200,000,000,000,000 - 9,036.02 = 300,199,999,999,997,986.38
    # adjustment -3.03 × (10^16 - 1) = -30,299,999,999,999,996.97; levy 2.64 × (10^16 - 1) = 26,399,999,999,999,997.36,
    #   cut to …997: 842.40 + 300,199,999,999,997,986.38 - 30,299,999,999,999,996.97 + 26,399,999,999,999,997
    #   = 296,299,999,999,998,828.81
    # tax 296,299,999,999,998,828 × 8 ÷ 108 = 21,948,148,148,148,061.33…
    frame = rows(WHOLE[2], situation="whole", amperage="30", payment="other", use=10**16 - 1)
    compiled = compile_terms(tepco, Ranges(days=62, use=(0, 10**16)))

    assert totals(compiled, frame) == [(296_299_999_999_998_828, 21_948_148_148_148_061)]


@pytest.mark.parametrize(
    ("settings", "clause", "message"),
    [
        ({"rounding.total": "exact", "rounding.total_unit": None}, "第9条 端数処理", "totals that are not rounded"),
        ({"charge.basic.row_on": "each-day"}, "第6条 基本料金", "basic: a row of prices for each day"),
        ({"versions.in_force_on": "each-day"}, "第5条 約款の変更", "the version of each day"),
        ({"tax.rounding": "exact"}, "第10条 消費税等相当額", "tax that is not rounded"),
        (
            {
                "charge": [
                    {
                        "item": "basic",
                        "kind": "termination",
                        "months": 24,
                        "per_month_left": False,
                        "price": [{"since": date(2014, 4, 1), "amount": "9500", "source": "made up"}],
                    }
                ],
                "billing": {"due": "in-arrears", "corrections": "difference"},
            },
            "第6条 基本料金",
            "basic: charges of kind termination",
        ),
    ],
)
def test_what_has_no_columns_is_refused(enex, settings, clause, message):
    """A rule without a formula in columns is refused when the terms are compiled, with its clause."""
    terms = change_settings(enex, settings)
    with pytest.raises(TermsError) as error:
        compile_terms(terms, RANGES)

    found = problem(error)
    assert (found.code.id, found.clause, found.message) == ("YK117", clause, f"not billed in columns: {message}")


@pytest.mark.parametrize(
    ("varying", "code", "message"),
    [
        ({"service.end_day": ["billed"]}, "YK117", '"service.end_day" cannot be a column'),
        ({"proration.trigger": []}, "YK117", "proration.trigger: no value is declared for the column"),
        ({"proration.trigger": ["sometimes"]}, "YK104", 'proration.trigger: "sometimes" is not allowed'),
        ({"proration.trigger": ["share-below"]}, "YK105", "proration.trigger_share is missing"),
    ],
)
def test_settings_that_can_not_vary(enex, varying, code, message):
    """A setting that cannot stand in a column, or not with such a value, is refused when the terms are compiled."""
    with pytest.raises(TermsError) as error:
        compile_terms(enex, RANGES, varying)

    assert problem(error).code.id == code
    assert problem(error).message.startswith(message)


def test_columns_that_are_missing(tepco):
    """A frame without a column that the terms need is refused, each column with what stands in it."""
    with pytest.raises(CaseError) as error:
        bill_frame(compile_terms(tepco, RANGES), rows(WHOLE[0], payment="other"))

    assert [(one.code.id, one.place) for one in error.value.problems] == [("YK209", "amperage"), ("YK209", "use")]
    assert error.value.problems[1].message.endswith("the use in parts of 1/1, a whole number from 0 to 10000")


def test_short_commands_do_not_load_polars():
    """`yakkan check` does its work without importing Polars."""
    program = (
        "import sys; from yakkan.cli import main\n"
        "sys.argv = ['yakkan', 'check', sys.argv[1]]\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "assert not [name for name in sys.modules if name.startswith('polars')]"
    )
    done = subprocess.run([sys.executable, "-c", program, TERMS], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("proration.denominator", "steps"),
        ("charge.energy.every", 2),
        ("charge.levy.least_units", 15),
        ("charge.basic.first_periods", 3),
        ("usage.multiplier", 40),
        ("charge.fuel-adjustment.formula.0.floor", 100),
        ("tax.per", "rate"),
    ],
)
def test_what_has_no_formula_is_refused_with_its_clause(tepco, setting, value):
    """A key or word that the columns have no formula for is refused when the terms are compiled."""

    more = {"proration.step": [{"up_to_days": 15, "share": "0.5"}]} if value == "steps" else {}
    with pytest.raises(TermsError) as caught:
        compile_terms(change_settings(tepco, {setting: value, **more}), RANGES)
    assert {problem.code.id for problem in caught.value.problems} == {"YK117"}
    assert all(problem.clause for problem in caught.value.problems)
