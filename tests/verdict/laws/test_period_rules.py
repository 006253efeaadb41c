"""Documents with the billing periods alone are enough to put the laws to a system."""

import pytest
from yakkan.adapters import Capabilities, DescriptionError, Failed, FailureKind, ReferenceSystem, SystemInfo
from yakkan.oracle import Code, Problem, TermsError
from yakkan.oracle.vocabulary.settings import CancellationEffect, PeriodKind
from yakkan.verdict import Finished, LawName, Started, Verdict, Why, load_period_rules, verify_laws

BROKEN = Code("YK999", "broken", "nothing", "nothing")
HEADER = """# Rules of periods

```toml
tariff = "so-net-hikari-flets"
language = "en"
currency = "JPY"
effective = 2005-04-01
source = "What the operator said on the telephone"
```

## 1 Attributes

A contract has an area and a fee.

```toml
[[attribute]]
name = "area"
values = ["east"]

[[attribute]]
name = "monthly_fee"
bounds = [{ minimum = 3570, maximum = 6720 }]
```
"""
PERIOD = """
## 2 Periods

Months of the calendar.

```toml
[period]
kind = "calendar-month"
```
"""
END = """
## 3 End

The month of the end is charged.

```toml
[service]
cancellation = "end-of-period"
```
"""


@pytest.fixture
def rules(tmp_path):
    """The rules of a document given as text."""

    def load(text):
        (tmp_path / "rules.md").write_text(text, encoding="utf-8")
        return load_period_rules(tmp_path / "rules.md")

    return load


def run(system, rules, calls=300):
    events = []
    result = verify_laws(system, rules, calls, "t", events.append)
    assert isinstance(events[-1], Finished)
    assert events[-1].verification == result
    return result, events


def laws_of(result):
    return {one.law.name: one for one in result.laws.laws}


def test_a_rule_of_periods_is_enough(book_for, rules):
    """By a document without one price the right system conforms, with the days, the end, the runs and the preview
    tested."""
    system = ReferenceSystem(book_for("so-net-hikari-flets"))
    result, events = run(system, rules(HEADER + PERIOD + END))

    assert result.verdict is Verdict.CONFORMS
    assert isinstance(events[0], Started)
    tested = {name for name, one in laws_of(result).items() if one.held}
    assert tested >= {LawName.DAYS_TILE, LawName.NOTHING_AFTER_END, LawName.RUN_AGAIN, LawName.PREVIEW}
    assert result.counts.calls == result.laws.calls == result.counts.answered + result.counts.refused


@pytest.mark.parametrize("name", ["F-35", "F-36"])
def test_a_rule_of_periods_finds_bills_after_the_end(book_for, faulty, rules, name):
    """The month too much of the 2010 notice is found with no price known, under the clause of the document given."""
    result, _ = run(faulty(book_for("so-net-hikari-flets"), name), rules(HEADER + PERIOD + END))
    (violation,) = result.laws.violations

    assert result.verdict is Verdict.DIVERGES
    assert result.reason.startswith("1 law broken in ")
    assert violation.clause is not None
    assert violation.clause.heading == "3 End"
    assert violation.broken.sums == (0, 6720)


def test_without_the_end_no_law_of_the_end_is_tested(book_for, faulty, rules):
    """A document that does not say what a cancellation does leaves the law of the end untested, and says so."""
    result, _ = run(faulty(book_for("so-net-hikari-flets"), "F-35"), rules(HEADER + PERIOD))
    law = laws_of(result)[LawName.NOTHING_AFTER_END]

    assert law.calls == 0
    assert [one.why for one in law.untested] == [Why.END_UNKNOWN]
    assert result.verdict is Verdict.CONFORMS


def test_a_document_without_periods_is_refused(rules):
    """The one table that laws cannot do without is [period]: the error names it."""
    with pytest.raises(TermsError, match="period is missing"):
        rules(HEADER + END)


def test_a_wrong_setting_is_refused_as_ever(rules):
    """A value that the vocabulary does not have is an error in a document without prices too."""
    with pytest.raises(TermsError, match="calendar-mouth"):
        rules(HEADER + PERIOD.replace("calendar-month", "calendar-mouth"))


def test_a_missing_file_is_reported(tmp_path):
    """A path that does not exist is a problem of the terms, not a crash."""
    with pytest.raises(TermsError, match=r"nothing\.md"):
        load_period_rules(tmp_path / "nothing.md")


def test_an_empty_folder_is_reported(tmp_path):
    """A folder without documents is a problem of the terms, not a run without tariffs."""
    with pytest.raises(TermsError, match=r"no \.md file"):
        load_period_rules(tmp_path)


def test_complete_terms_are_taken_as_they_are(terms_folder, shipped):
    """Complete documents are silent about nothing, and are the terms that a run with prices has."""
    rules = load_period_rules(terms_folder)

    assert not any(rules.silent.values())
    assert rules.book == shipped


def test_charges_without_prices_tell_what_is_counted(book_for, rules):
    """A charge by quantity whose price is left out is enough for the law that more of it never costs less."""
    document = (
        HEADER.replace("so-net-hikari-flets", "ntt-east-wireless-lan-card").split("## 1")[0]
        + PERIOD
        + END
        + """
## 4 Cards

A fee for each card.

```toml
[[charge]]
item = "wireless-lan-card"
kind = "per-quantity"
counted = "last-day"
initial_quantity = 1
```
"""
    )
    loaded = rules(document)
    result, _ = run(ReferenceSystem(book_for("ntt-east-wireless-lan-card")), loaded)

    assert loaded.silent["ntt-east-wireless-lan-card"] >= {"price", "rounding", "tax"}
    assert "charge" not in loaded.silent["ntt-east-wireless-lan-card"]
    assert laws_of(result)[LawName.MORE_USE].held
    assert laws_of(result)[LawName.ORDER_OF_EVENTS].held
    assert result.verdict is Verdict.CONFORMS


def test_what_is_filled_in_says_nothing(rules):
    """The places that are filled are those of the vocabulary, and what the document states stays."""
    loaded = rules(HEADER + PERIOD + END)
    (terms,) = loaded.book

    assert terms.period.kind is PeriodKind.CALENDAR_MONTH
    assert terms.service.cancellation is CancellationEffect.END_OF_PERIOD
    assert "service.cancellation" not in loaded.silent[terms.tariff]
    assert {"service.end_day", "charge", "change"} <= loaded.silent[terms.tariff]


class Silent:
    """A system that fails every call, or is not there at all."""

    name = "silent"

    def __init__(self, *, there):
        self.there = there

    def describe(self):
        if not self.there:
            raise DescriptionError(Problem(BROKEN, "", "nobody there"))
        capabilities = Capabilities(tariffs=frozenset({"so-net-hikari-flets"}))
        return SystemInfo(self.name, "1", ("yakkan/1",), capabilities)

    def bill(self, _case):
        return Failed(Problem(BROKEN, "", "broken"), FailureKind.SERVER_ERROR)

    def close(self):
        pass


def test_a_system_that_does_not_answer_is_inconclusive(rules):
    """A system that fails every call, or cannot be reached, is neither a pass nor a divergence."""
    loaded = rules(HEADER + PERIOD + END)
    failing, _ = run(Silent(there=True), loaded)
    absent, _ = run(Silent(there=False), loaded)

    assert failing.verdict is absent.verdict is Verdict.INCONCLUSIVE
    assert "broken" in failing.reason
    assert "nobody there" in absent.reason
    assert absent.counts.calls == 0


def test_another_tariff_tests_nothing(book_for, rules):
    """A system without the tariff of the document is inconclusive, and the tariff is reported as not tested."""
    result, _ = run(ReferenceSystem(book_for("saas-example")), rules(HEADER + PERIOD + END))

    assert result.verdict is Verdict.INCONCLUSIVE
    assert [one.what for one in result.not_tested] == ["tariff so-net-hikari-flets"]
