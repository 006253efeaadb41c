"""The texts of steps: every step that ships has one meaning, and places read what people write."""

import re
from datetime import date
from fractions import Fraction

import pytest
from pytest_bdd.feature import get_feature
from pytest_bdd.steps import StepFunctionContext
from yakkan.steps.running.errors import ScenarioMistake
from yakkan.steps.vocabulary import bills, contract, events, readings, search, tariff
from yakkan.steps.vocabulary.texts import Text

VOCABULARY = (tariff, contract, readings, events, bills, search)


def definitions():
    """Every text of the vocabulary with what it defines."""
    for module in VOCABULARY:
        for name, value in vars(module).items():
            if name.startswith("pytestbdd_stepdef"):
                context = value._get_wrapped_function()()
                assert isinstance(context, StepFunctionContext)
                yield context


def steps_of(features):
    """Every step of the shipped features as it is run."""
    for path in sorted(features.rglob("*.feature")):
        for template in get_feature(str(path.parent), path.name).scenarios.values():
            rows = [row for examples in template.examples for row in examples.as_contexts()] or [{}]
            yield from (step for row in rows for step in template.render(row).steps)


def test_every_shipped_step_matches_one_text(features):
    """No step of a shipped feature is undefined, and none has two meanings."""
    texts = list(definitions())
    found = {}
    for step in steps_of(features):
        found[step.type, step.name] = [
            one.parser.name for one in texts if one.type == step.type and one.parser.is_matching(step.name)
        ]

    assert len(found) > 200
    assert {step: names for step, names in found.items() if len(names) != 1} == {}


def test_both_languages_are_the_same_functions():
    """Every step function has texts in English and in Japanese, with the same places."""
    by_function = {}
    for one in definitions():
        by_function.setdefault(one.step_func, []).append(one.parser.name)

    for texts in by_function.values():
        japanese = [text for text in texts if re.search("[ぁ-ん]", text)]
        english = [text for text in texts if text not in japanese]
        places = [{frozenset(re.findall(r"\{\w+\}", text)) for text in of} for of in (english, japanese)]
        assert english
        assert places[0] == places[1]


@pytest.mark.parametrize(
    ("text", "step", "read"),
    [
        ("from {day}", "from 2016-05-12", {"day": date(2016, 5, 12)}),
        ("{day}から", "2016年5月12日から", {"day": date(2016, 5, 12)}),
        ("on {days}", "on 2016-05-09, 2016-06-08 and 2016-07-08", {"days": "2016-05-09 2016-06-08 2016-07-08"}),
        ("on {days}", "on 2016-05-09, 2016-06-08, and 2016-07-08", {"days": "2016-05-09 2016-06-08 2016-07-08"}),
        ("{days}に", "2016年5月9日、2016年6月8日と2016年7月8日に", {"days": "2016-05-09 2016-06-08 2016-07-08"}),
        ("has {amount}", "has 1,516.32", {"amount": Fraction(151632, 100)}),
        ("has {amount}", "has -3.03", {"amount": Fraction(-303, 100)}),
        ("is {tariff}", 'is "so-net-hikari-flets"', {"tariff": "so-net-hikari-flets"}),
        ("{tariff}の", "「so-net-hikari-flets」の", {"tariff": "so-net-hikari-flets"}),
        ("its {attribute} is {value}", "its area is east", {"attribute": "area", "value": "east"}),
        ("{attribute}は{value}", "「契約電流」は「60アンペア」", {"attribute": "契約電流", "value": "60アンペア"}),
        ("there are {number} bills", "there are 12 bills", {"number": 12}),
    ],
)
def test_places_read_what_people_write(text, step, read):
    """Days, lists of days, amounts and names stand in the ways of both languages."""
    found = Text(text).parse_arguments(step)
    assert found is not None
    days = found.get("days")
    if isinstance(days, tuple):
        found = {"days": " ".join(map(str, days))}

    assert Text(text).is_matching(step)
    assert found == read


@pytest.mark.parametrize("step", ["from 12 May 2016", "from 2016-05-12 on", "from 2016/05/12", "from"])
def test_another_text_does_not_match(step):
    """A text matches as a whole or not at all."""
    assert not Text("from {day}").is_matching(step)


def test_a_day_that_is_not_in_the_calendar_is_a_mistake_of_the_scenario():
    """30 February has the form of a day, and is told to be none."""
    text = Text("from {day}")

    assert text.is_matching("from 2016-02-30")
    with pytest.raises(ScenarioMistake, match="2016-02-30 is not a day of the calendar"):
        text.parse_arguments("from 2016-02-30")
