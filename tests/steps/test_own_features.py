"""A user's own feature files run beside ours, with his own steps if he has some."""

import pytest

JAPANESE = """# language: ja
機能: 自分の

  シナリオ: 供給の開始
    前提 料金表は「enex-low-voltage」
    かつ 契約電流は60アンペア
    かつ 契約は2016年5月12日に始まる
    かつ 検針日は2016年5月9日、2016年6月8日、2016年7月8日
    もし 2016年7月12日まで請求する
    ならば 2016年5月12日から2016年6月7日までの請求額は1,516円
    かつ 請求は2件
"""
OWN_STEP = """
Feature: own step

  Scenario: A start on a favourite day
    Given the tariff is "enex-low-voltage"
    And a contract with amperage 60
    And it starts on my favourite day
    And the scheduled reading days are 2016-05-09, 2016-06-08, 2016-07-08
    When it is billed
    Then the bill from 2016-05-12 to 2016-06-07 has total 1516
    And the customer is content
"""
OWN_STEPS = """
from dataclasses import replace
from datetime import date
from pytest_bdd import given, then

@given("it starts on my favourite day", target_fixture="space")
def _(space):
    return replace(space, start=date(2016, 5, 12))

@then("the customer is content")
def _(scene):
    assert scene.the_answer().observed
"""


def test_a_feature_file_needs_no_python_beside_it(run_feature, a_start):
    """A feature file alone in a folder is collected and tested."""
    result = run_feature("right", mine=a_start)

    result.assert_outcomes(passed=1)
    assert result.ret == 0


def test_japanese_steps_take_japanese_days(run_feature):
    """Days as 2016年5月12日, lists of them and amounts with separators read as in English."""
    run_feature("right", mine=JAPANESE).assert_outcomes(passed=1)


def test_steps_of_a_conftest_work_beside_ours(run_feature, pytester):
    """A step defined in the conftest.py beside a feature file narrows the same space."""
    pytester.makeconftest(OWN_STEPS)

    run_feature("right", mine=OWN_STEP).assert_outcomes(passed=1)


def test_scenarios_bound_by_python_find_our_steps(run_feature, pytester, a_start):
    """`scenarios("x.feature")` in a test module works with our steps, and fails with the same report."""
    pytester.makepyfile(test_glue="from pytest_bdd import scenarios\nscenarios('mine.feature')")

    result = run_feature("f02", "test_glue.py", "--tb=short", mine=a_start)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["the bill from 2016-05-12 to 2016-06-07 has total 1516: found 1,684"])
    result.stdout.no_fnmatch_line("*scenario_wrapper*")


def test_own_features_run_beside_the_shipped_ones(run_feature, a_start):
    """`--pyargs yakkan.features my.feature` runs both."""
    result = run_feature(
        "right", "--pyargs", "yakkan.features", "mine.feature", "-k", "a_start or 27_days", mine=a_start
    )

    assert result.parseoutcomes()["passed"] == 2


def test_a_failure_names_the_line_of_its_scenario(run_feature, a_start):
    """The place of a scenario's test is its line in the feature file."""
    result = run_feature("right", "--collect-only", "-q", mine=a_start)
    verbose = run_feature("right", "-v", mine=a_start)

    result.stdout.fnmatch_lines(["mine.feature::test_a_start"])
    verbose.stdout.no_fnmatch_line("*<-*")


def test_names_of_tests_keep_the_numbers_of_their_scenarios(run_feature, a_start):
    """Scenarios are told apart by what stands in their names, in any script, and by a number where that is equal."""
    text = "Feature: names\n" + "".join(
        f"  Scenario: {name}\n    Then every bill is what the terms say\n"
        for name in ("2016年の約款、開始", "2018年の約款、開始", "A start!", "A start?")
    )
    result = run_feature("right", "--collect-only", "-q", mine=text)

    result.stdout.fnmatch_lines_random(
        [
            "mine.feature::test_2016年の約款_開始",
            "mine.feature::test_2018年の約款_開始",
            "mine.feature::test_a_start",
            "mine.feature::test_a_start_1",
        ]
    )


@pytest.mark.parametrize("terms", ["enex-low-voltage", "enex-low-voltage/2016-04-01.md"])
def test_terms_may_be_a_folder_or_a_document(run_feature, terms_folder, a_start, terms):
    """`--terms` names what the system is judged by."""
    run_feature("right", f"--terms={terms_folder / terms}", mine=a_start).assert_outcomes(passed=1)


def test_what_a_step_fixes_leaves_out_the_tariffs_it_can_not_be_said_of(run_feature):
    """A search among all tariffs keeps to those that have the attribute, or are known on the day."""
    text = (
        "Feature: mine\n"
        "  Scenario: by attribute\n    Given a contract with amperage 60\n    Then every bill is what the terms say\n"
        "  Scenario: by day\n    Given it starts on 2003-01-01\n    Then every bill is what the terms say\n"
    )
    result = run_feature("right", "--yakkan-calls=10", mine=text)

    result.assert_outcomes(passed=2)
    result.stdout.no_fnmatch_line("*none of its cases was answered*")
