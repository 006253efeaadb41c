"""Terms with other settings are terms that a document could state: what none could say is refused with its code."""

import pytest
from yakkan.oracle import change_settings
from yakkan.oracle.changes import SettingsRefusedError, setting_value
from yakkan.oracle.vocabulary import DayCount, MeaninglessSetting, MissingSetting, Trigger


@pytest.fixture
def terms(book_for):
    return book_for("tepco-meter-lighting-b").of("tepco-meter-lighting-b")[0]


def test_values_may_be_written(terms):
    """A value of the vocabulary and the word of a document for it give the same rules."""
    by_value = change_settings(terms, {"proration.denominator.end": DayCount.THIRTY})
    by_word = change_settings(terms, {"proration.denominator.end": "thirty"})

    assert by_value.proration.denominator is not None
    assert by_value.proration.denominator.end is DayCount.THIRTY
    assert by_value == by_word


def test_a_word_may_stand_for_a_whole_table(terms):
    """A table that a document may write as one word may be set to that word."""
    changed = change_settings(terms, {"proration.denominator": "thirty"}).proration.denominator

    assert changed is not None
    assert {changed.start, changed.end, changed.both, changed.change} == {DayCount.THIRTY}


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("charge.levy.price.2.tiers.0.rate", 3, lambda terms: terms.charge[4].price[2].tiers[0].rate),
        ("charge.basic.price.0.amounts.30", 5, lambda terms: terms.charge[0].price[0].amounts["30"]),
    ],
)
def test_a_place_inside_rows_is_reached(terms, path, value, found):
    """A path may lead through the rows of a charge, by its item, to one amount."""
    assert found(change_settings(terms, {path: value})) == value


def test_what_was_computed_is_forgotten(terms):
    """Results kept from the old settings do not serve the new ones."""
    terms.memo["kept"] = 1

    assert "kept" not in change_settings(terms, {"proration.trigger": Trigger.NEVER}).memo


def test_a_missing_setting_is_named(terms):
    """A value that needs another setting says which one."""
    with pytest.raises(SettingsRefusedError) as caught:
        change_settings(terms, {"proration.trigger": Trigger.FEWER_DAYS_THAN})

    assert isinstance(caught.value.cause, MissingSetting)
    assert caught.value.cause.name == "trigger_days"


def test_a_meaningless_setting_is_named(terms):
    """A value beside which another means nothing says which one."""
    with pytest.raises(SettingsRefusedError) as caught:
        change_settings(terms, {"proration.trigger_days": 5})

    assert isinstance(caught.value.cause, MeaninglessSetting)


def test_a_row_can_be_taken_away(terms):
    """None takes a row of figures, or a whole charge, away."""
    without_row = change_settings(terms, {"charge.levy.price.1": None})
    without_charge = change_settings(terms, {"charge.levy": None})

    rows, left = setting_value(terms, "charge.levy.price"), setting_value(without_row, "charge.levy.price")
    assert isinstance(rows, tuple)
    assert left == (rows[0], *rows[2:])
    assert [charge.item for charge in without_charge.charge] == [
        charge.item for charge in terms.charge if charge.item != "levy"
    ]


@pytest.mark.parametrize(
    "path", ["charge.nothing.price", "charge.levy.price.99", "nowhere.at.all", "title", "proration.trigger.deeper"]
)
def test_a_place_that_is_not_there(terms, path):
    """A path that leads nowhere is refused, never a change of nothing."""
    with pytest.raises(SettingsRefusedError) as caught:
        change_settings(terms, {path: 1})

    assert caught.value.problems[0].code.id == "YK115"
    assert f'"{path}"' in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("path", "value", "code", "clause", "message"),
    [
        ("charge.basic.tax", "reduced", "YK105", "", "tax.reduced is missing: basic is taxed at the reduced rate"),
        ("proration.components", ["nope"], "YK113", "日割計算", 'no charge has the item "nope"'),
        ("proration.denominator.end", "scheduled", "YK104", "日割計算", '"scheduled" is not allowed'),
        ("charge.basic.price.0.since", "2030-01-01", "YK112", "", "no row is in force on 2014-04-01"),
        ("charge.energy.price.0.tiers.0.up_to", None, "YK110", "", "tier 2 follows a tier without a bound"),
    ],
)
def test_what_no_document_could_say_is_refused(terms, path, value, code, clause, message):
    """A change is held to what a document is held to, with the code, the clause and the words of that problem."""
    with pytest.raises(SettingsRefusedError) as caught:
        change_settings(terms, {path: value})

    problem = caught.value.problems[0]
    assert problem.code.id == code
    assert message in problem.message
    assert clause in problem.clause
    assert problem.place.startswith(terms.clause("").document)
