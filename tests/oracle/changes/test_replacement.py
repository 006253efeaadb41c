"""Terms with other values at some paths, made fast, are the terms that the slow way makes."""

import pytest
from yakkan.oracle import TermsError, change_settings
from yakkan.oracle.changes.replacement import NotAllowed, replaced
from yakkan.oracle.vocabulary.rule import MeaninglessSetting, MissingSetting
from yakkan.oracle.vocabulary.settings import DayCount, Trigger


@pytest.fixture
def terms(book_for):
    return book_for("tepco-meter-lighting-b").of("tepco-meter-lighting-b")[0]


@pytest.mark.parametrize(
    ("settings", "written"),
    [
        ({"proration.denominator.end": DayCount.THIRTY}, {"proration.denominator.end": "thirty"}),
        ({"charge.levy.price.2.tiers.0.rate": 3}, {"charge.levy.price.2.tiers.0.rate": 3}),
        ({"charge.basic.no_use_share": None}, {"charge.basic.no_use_share": None}),
        ({"charge.basic.price.0.amounts.30": 5}, {"charge.basic.price.0.amounts.30": 5}),
    ],
)
def test_both_ways_agree(terms, settings, written):
    """The same change by values of the vocabulary and by written words gives the same rules."""
    fast, slow = replaced(terms, settings), change_settings(terms, written)
    assert (fast.proration, fast.charge) == (slow.proration, slow.charge)


def test_what_was_computed_is_forgotten(terms):
    """Results kept from the old settings do not serve the new ones."""
    terms.memo["kept"] = 1
    assert "kept" not in replaced(terms, {"proration.trigger": Trigger.NEVER}).memo


def test_a_missing_setting_is_named(terms):
    """A value that needs another setting says which one."""
    with pytest.raises(NotAllowed) as caught:
        replaced(terms, {"proration.trigger": Trigger.FEWER_DAYS_THAN})
    assert isinstance(caught.value.cause, MissingSetting)
    assert caught.value.cause.name == "trigger_days"


def test_a_meaningless_setting_is_named(terms):
    """A value beside which another means nothing says which one."""
    with pytest.raises(NotAllowed) as caught:
        replaced(terms, {"proration.trigger_days": 5})
    assert isinstance(caught.value.cause, MeaninglessSetting)


def test_a_row_can_be_taken_away(terms):
    """None takes a row of figures, or a whole charge, away."""
    assert len(replaced(terms, {"charge.levy.price.1": None}).charge[4].price) == len(terms.charge[4].price) - 1
    assert [charge.item for charge in replaced(terms, {"charge.levy": None}).charge] == [
        charge.item for charge in terms.charge if charge.item != "levy"
    ]


@pytest.mark.parametrize("path", ["charge.nothing.price", "charge.levy.price.99", "nowhere.at.all"])
def test_a_place_that_is_not_there(terms, path):
    """A path that leads nowhere is an error, never a change of nothing."""
    with pytest.raises((KeyError, AttributeError)):
        replaced(terms, {path: 1})
    with pytest.raises(TermsError):
        change_settings(terms, {path: 1})
