"""`yakkan verify --laws-only`: a system is tested with no price known."""

import json

import pytest

RULES = """# Rules of periods

```toml
tariff = "power"
language = "en"
currency = "JPY"
effective = 2016-04-01
source = "What is printed on the meter card"
```

## 1 Contracts

```toml
[[attribute]]
name = "amperage"
values = ["10"]
```

Amperes.

## 2 Periods and end

From a reading day to the day before the next; charged to the end day.

```toml
[period]
kind = "meter-reading"
reading_day = "starts-period"

[service]
cancellation = "on-end-day"
```
"""


@pytest.fixture
def rules(tmp_path):
    path = tmp_path / "rules.md"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_a_right_system_conforms_with_no_price_known(yakkan_here, rules, correct):
    """A document with the periods alone is enough for a verdict, and the laws that were tested are told."""
    result = yakkan_here("verify", "--laws-only", "--terms", rules, "--sut", correct)

    assert result.code == 0
    assert result.out.startswith("CONFORMS  ")
    assert "LAWS that need no prices" in result.out
    assert "holds: The bills of a contract share no day" in result.out


def test_a_system_that_bills_on_diverges(yakkan_here, rules, python_system):
    """A bill after the end makes the exit code 1, on the screen and in JSON, with no price in any document."""
    source = """
from yakkan.faults import applied, fault_by_id
WRONG, SEE = applied([fault_by_id("F-35")], BOOK)
SYSTEM = ReferenceSystem(BOOK, "billing on", lambda book, case: (WRONG, SEE(case)))
bill = lambda case: SYSTEM.answer(case)[1]
"""
    target = python_system("onward", source)
    result = yakkan_here("verify", "--laws-only", "--terms", rules, "--sut", target, "--json", "-")
    (law,) = [one for one in json.loads(result.out)["laws"] if one["violations"]]

    assert result.code == 1
    assert (law["name"], law["violations"][0]["observed"]) == ("nothing-after-end", "twice")
    assert "DIVERGES  1 law broken" in result.err


def test_a_document_without_prices_needs_the_option(yakkan_here, rules, correct):
    """Without --laws-only such a document is not terms: it is refused before any call, with what is missing."""
    result = yakkan_here("verify", "--terms", rules, "--sut", correct)

    assert result.code == 3
    assert "charge is missing" in result.err


def test_a_system_that_is_down_is_inconclusive(yakkan_here, rules):
    """A system that cannot be reached is neither a pass nor a divergence."""
    result = yakkan_here("verify", "--laws-only", "--terms", rules, "--sut", "http://127.0.0.1:9", "--attempts", 1)

    assert result.code == 2
    assert result.out.startswith("INCONCLUSIVE  ")


def test_laws_keep_to_the_calls(yakkan_here, rules, correct, tmp_path):
    """--calls is the most that is asked, and JSON counts it."""
    result = yakkan_here(
        "verify", "--laws-only", "--calls", 5, "--terms", rules, "--sut", correct, "--json", "report.json"
    )
    report = json.loads((tmp_path / "report.json").read_text())

    assert result.code == 0
    assert report["calls"] <= 5
    assert sum(law["calls"] for law in report["laws"]) == report["calls"]


def test_verify_puts_the_laws_too(yakkan_here, power, correct):
    """A whole run tells its laws with its divergences, within its calls."""
    result = yakkan_here("verify", "--terms", power, "--sut", correct, "--calls", 60)

    assert result.code == 0
    assert "LAWS that need no prices" in result.out
