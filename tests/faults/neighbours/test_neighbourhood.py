"""Neighbours come from the vocabulary's own types."""

import os
from collections import Counter
from pathlib import Path

import pytest
from yakkan.cases import named, space_of, telling_cases
from yakkan.faults import neighbourhood, now_text, other_text
from yakkan.faults.neighbours.neighbour import changed
from yakkan.faults.neighbours.neighbourhood import _of_table
from yakkan.oracle import CaseError, TermsError, bill, can_bill, change_settings, load_terms
from yakkan.oracle.vocabulary.settings import DayCount, Numerator, Trigger

ENEX = "enex-low-voltage/2016-04-01.md"
TEPCO = "tepco-meter-lighting-b"
FOLDERS = sorted(path.parent for path in (Path(__file__).parents[3] / "terms").glob("*/*.md"))
FOLDERS = list(dict.fromkeys(FOLDERS))
CASES = 30 if os.environ.get("YAKKAN_HYPOTHESIS") == "night" else 4


def values(book, tariff, setting):
    return [one.settings[0][1] for one in neighbourhood(book, tariff) if one.setting == setting]


def test_every_word_of_a_setting_is_a_neighbour(book_for):
    """All values that the vocabulary has for a setting, but the terms' own, are there: nothing is listed by hand."""
    book = book_for(ENEX)
    assert set(values(book, "enex-low-voltage", "proration.numerator")) >= set(Numerator) - {
        Numerator.USED_DAYS,
        Numerator.MONTHS_BEGUN,  # these two need periods of several months
        Numerator.WHOLE_MONTHS,
    }
    triggers = set(values(book, "enex-low-voltage", "proration.trigger"))
    assert triggers == set(Trigger) - {Trigger.ALWAYS}


def test_a_value_brings_what_it_needs(book_for):
    """The trigger of the 2018 notice is one neighbour: its word, its days and its reference together."""
    book = book_for(ENEX)
    wanted = {
        "proration.trigger": Trigger.DIFFERENCE_AT_LEAST,
        "proration.trigger_days": 6,
        "proration.trigger_reference": DayCount.MONTH_BEFORE_BILLING_MONTH,
    }
    (found,) = [one for one in neighbourhood(book, "enex-low-voltage") if dict(one.settings) == wanted]

    assert now_text(found, book) == "always"
    expected = "difference-at-least; trigger_days 6; trigger_reference month-before-billing-month"
    assert other_text(found, book) == expected


def test_one_word_for_a_whole_table(book_for):
    """A denominator for all situations at once is one neighbour, as a document may write it."""
    book = book_for(ENEX)
    alike = [one for one in neighbourhood(book, "enex-low-voltage") if one.name == "proration.denominator"]
    assert {one.settings[0][1] for one in alike} >= {DayCount.THIRTY, DayCount.MONTH_BEFORE_BILLING_MONTH}


def test_numbers_have_neighbours(book_for):
    """Figures: the row before and after in time, another row of the table, one beside a bound, powers of ten."""
    book = book_for(TEPCO)
    paths = Counter(one.setting for one in neighbourhood(book, TEPCO))

    assert set(values(book, TEPCO, "charge.energy.price.1.tiers.0.up_to")) >= {119, 121}
    assert {10 * 26, 2600} <= set(values(book, TEPCO, "charge.energy.price.1.tiers.1.rate"))
    assert paths["charge.levy.price.3"] >= 3  # gone, as the year before, as the year after
    assert paths["charge.basic.price.0.amounts.30"] == 2  # the amounts for 20 and for 40 amperes
    assert paths["charge.direct-debit-discount"] == 1  # never given


def test_versions_have_neighbours(book_for):
    """With several versions a change may be in all of them or in one, and a version may never have been loaded."""
    book = book_for("enex-low-voltage")
    found = list(neighbourhood(book, "enex-low-voltage"))

    assert len({one.version for one in found}) == 3
    (never,) = [one for one in found if one.setting == ""]
    assert len(changed(never, book).of("enex-low-voltage")) == 1


@pytest.mark.parametrize("path", [ENEX, TEPCO, "saas-example", "so-net-hikari-flets", "city-gas-example"])
def test_no_two_neighbours_are_the_same(book_for, path):
    """Each neighbour is another change of the terms, and all of them can be made."""
    book = book_for(path)
    for tariff in book.tariffs:
        found = list(neighbourhood(book, tariff))
        texts = Counter((str(one.version), one.name, other_text(one, book)) for one in found)
        assert len(found) > 100
        assert [text for text, number in texts.items() if number > 1] == []
        for one in found:
            assert changed(one, book) is not book


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_single_setting_bills_or_is_refused(folder):
    """Every other value of every setting of every shipped tariff either bills or is refused with a code."""
    book = load_terms(folder)
    cases = telling(book)
    refused = set()
    for terms in book:
        for settings in _of_table(terms, "", terms):
            for one in split(settings):
                try:
                    changed = change_settings(terms, one)
                except TermsError as error:
                    refused.update(problem.code.id for problem in error.problems)
                else:
                    refused |= refused_cases(
                        book.map(lambda each, old=terms, new=changed: new if each is old else each), cases
                    )

    assert {code[:3] for code in refused} <= {"YK1", "YK2"}


def split(settings):
    """Settings that a command line gives one at a time, and all of them together."""
    yield settings
    if len(settings) > 1:
        yield from ({path: value} for path, value in settings.items())


def telling(book):
    """A few telling cases, far apart in kind; none where nothing can be billed yet."""
    try:
        cases = [named(case, "case") for case in telling_cases(space_of(book)) if can_bill(book, named(case, "case"))]
    except TermsError:
        return []
    return cases[:: max(1, len(cases) // CASES)][:CASES]


def refused_cases(book, cases):
    """The codes with which cases are refused; any other error ends the test."""
    codes = set()
    for case in cases:
        try:
            bill(book, case)
        except CaseError as error:
            codes.update(problem.code.id for problem in error.problems)
    return codes
