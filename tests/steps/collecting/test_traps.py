"""What pytest-bdd would let pass in silence is an error before anything runs."""

import pytest

TRAPS = {
    "twice": (
        """Feature: twice
  Scenario: A start
    Then every bill is what the terms say
  Rule: another
    Scenario: A start
      Then every bill is what the terms say
""",
        '*twice.feature:5: "A start" is also the name of the scenario in line 2, and only one of them would run*',
    ),
    "untested": (
        """Feature: untested
  Background:
    Given any contract
  Scenario: Nothing is asked
    Given it is cancelled
""",
        '*untested.feature:4: "Nothing is asked" has no Then step, so it would test nothing and pass*',
    ),
    "tagged": (
        """Feature: tagged
  Scenario Outline: A start
    Given a contract with amperage <amperage>
    Then every bill is what the terms say
    @slow
    Examples:
      | amperage |
      | 10       |
""",
        "*tagged.feature:5: @slow is on an Examples table*",
    ),
    "equal": (
        """Feature: equal
  Scenario Outline: A start
    Given a contract with amperage <amperage>
    Then every bill is what the terms say
    Examples:
      | amperage |
      | 10       |
      | 10       |
""",
        '*equal.feature:8: the example is called "10", and so is the one in line 7*',
    ),
    "colliding": (
        """Feature: colliding
  Scenario Outline: A start
    Given a contract whose <one> is <two>
    Then every bill is what the terms say
    Examples:
      | one | two |
      | a-b | c   |
      | a   | b-c |
""",
        '*colliding.feature:8: the example is called "a-b-c", and so is the one in line 7*',
    ),
    "empty": ("", "*empty.feature:1: there is no Feature in this file*"),
    "broken": (
        """Feature: broken
  Scenario Outline: A start
    Given it starts on <day>
    Then every bill is what the terms say
    Examples:
      | day        |
      | 2016-05-12 | 1516 |
""",
        "*broken.feature:7: *",
    ),
    "awaited": (
        """Feature: awaited
  Scenario Outline: A start
    Given any contract
    Then <who> is content
    Examples:
      | who  |
      | Hana |
""",
        "*conftest.py:2: the step 'Hana is content' is an async function: pytest-bdd never awaits it*",
    ),
}
ASYNC_STEP = """
from pytest_bdd import parsers, then
@then(parsers.parse("{who} is content"))
async def _(who):
    assert False
"""


@pytest.fixture
def trapped(run_feature, pytester):
    pytester.makeconftest(ASYNC_STEP)
    return run_feature("right", **{name: text for name, (text, _) in TRAPS.items()})


def test_every_trap_stops_the_run(trapped):
    """Each trap is an error of its own file, and nothing runs."""
    trapped.assert_outcomes(errors=len(TRAPS))
    assert trapped.ret == pytest.ExitCode.INTERRUPTED


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_told_with_its_line_and_what_to_do(trapped, trap):
    """The error names file and line, what would have happened, and what to do."""
    trapped.stdout.fnmatch_lines([TRAPS[trap][1]])


def test_traps_are_found_behind_python_too(run_feature, pytester):
    """A feature file that a test module binds with `scenarios` is looked at in the same way."""
    pytester.makepyfile(test_glue="from pytest_bdd import scenarios\nscenarios('equal.feature')")
    result = run_feature("right", "test_glue.py", equal=TRAPS["equal"][0])

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([TRAPS["equal"][1]])


def test_a_step_that_nobody_defines_fails_its_scenario(run_feature):
    """A step with a text that no definition has is no pass."""
    text = "Feature: mine\n  Scenario: A start\n    Given any contarct\n    Then every bill is what the terms say\n"
    result = run_feature("right", mine=text)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*Step definition is not found*any contarct*"])
