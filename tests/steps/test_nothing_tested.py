"""A run that tested nothing is not a pass."""

import pytest

WITHDRAWN = "*No scenario was really tested ({}): this run is not a pass.*"


def test_a_run_without_scenarios_is_not_a_pass(run_feature, pytester):
    """With a system named and nothing to put to it the exit status is 5, even where other tests pass."""
    pytester.makepyfile("def test_other():\n    pass\n")
    result = run_feature("right")

    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.stdout.fnmatch_lines([WITHDRAWN.format("there was none")])


@pytest.mark.parametrize(
    ("system", "text", "why"),
    [
        ("right", 'the tariff is "enex-lo-voltage"', '*no terms given describe "enex-lo-voltage": did you mean*'),
        ("right", "it starts on 1999-01-01", "*1999-01-01 is outside the terms given for *"),
        ("right", "it starts on 2012-07-01", "*2012-07-01 is outside the terms given for *"),
        ("electricity_only", 'the tariff is "so-net-hikari-flets"', "*the system does not list so-net-hikari-flets*"),
        ("no_cancellations", "any contract that is cancelled", "*the system does not list cancellation among its ev*"),
    ],
)
def test_what_can_not_be_tested_here_is_skipped_and_no_pass(run_feature, system, text, why):
    """Tariffs and days outside the terms, and what the system says it has not, skip a scenario and say why."""
    text = f"Feature: mine\n  Scenario: one\n    Given {text}\n    Then every bill is what the terms say\n"
    result = run_feature(system, "-rs", mine=text)

    result.assert_outcomes(skipped=1)
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.stdout.fnmatch_lines([why])
    result.stdout.fnmatch_lines([WITHDRAWN.format("1 skipped, 0 not answered")])


@pytest.mark.parametrize("then", ["every bill is what the terms say", "there is 1 bill"])
def test_a_system_that_refuses_everything_passes_nothing(run_feature, a_start, then):
    """Refusals are inconclusive: the scenario fails, no divergence is claimed, and the exit status is 5."""
    text = a_start.replace("the bill from 2016-05-12 to 2016-06-07 has total 1516", then)
    search = "  Scenario: any\n    Then every bill is what the terms say\n"
    result = run_feature("refusing", mine=f"{text}\n{search}")

    result.assert_outcomes(failed=2)
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.stdout.fnmatch_lines(["inconclusive: the system refused the case: closed month-end closing"])
    result.stdout.fnmatch_lines(["inconclusive: the system refused every case: closed month-end closing"])


def test_a_system_that_goes_down_in_between_is_inconclusive(run_feature, a_start):
    """Calls that fail fail the scenarios they belong to; what was tested before stands."""
    search = "  Scenario: any\n    Then every bill is what the terms say\n"
    result = run_feature("Dying", mine=f"{a_start}\n{search}")

    result.assert_outcomes(passed=1, failed=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["inconclusive: *RuntimeError: the database is gone*", "FAILED * - Inconclusive: *"])
