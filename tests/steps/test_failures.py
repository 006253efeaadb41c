"""What a failed scenario shows, and what is no failure."""

import json

import pytest

SEARCH = """
Feature: search

  Scenario: Any electricity
    Given the tariff is "enex-low-voltage"
    Then every bill is what the terms say
"""


def test_a_failure_is_a_report_and_no_traceback(run_feature, a_start):
    """The message holds the kind, the case, both bills, the sums on paper and the clause; no code of ours."""
    result = run_feature("f02", mine=a_start)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "the bill from 2016-05-12 to 2016-06-07 has total 1516: found 1,684",
            "*charged in full where the terms prorate",
            "*over-billed*enex-low-voltage*",
            "*start 2016-05-12*",
            "*difference*+168*",
            "*total *1,516 *1,684 *+168*",
            "*over 168 JPY*under 0 JPY*",
            "*1,684.80 × 27 ÷ 30*1,516.32*第7条 日割計算*",
            "*第7条 日割計算*2016-04-01.md:*",
            "*供給の開始又は契約の終了により*",
            "*--yakkan-corpus DIR*",
            "FAILED mine.feature::test_a_start - ChargedInFull: *",
        ]
    )
    result.stdout.no_fnmatch_line("*steps/*.py*")


def test_a_japanese_feature_fails_in_japanese(run_feature, a_start):
    """The report is in the language of the feature."""
    text = """# language: ja
機能: 自分の
  シナリオ: 供給の開始
    前提 料金表は「enex-low-voltage」
    かつ 契約電流は60アンペア
    かつ 契約は2016年5月12日に始まる
    かつ 検針日は2016年5月9日、2016年6月8日、2016年7月8日
    もし 請求する
    ならば 2016年5月12日から2016年6月7日までの請求額は1516円
"""
    result = run_feature("f02", mine=text)

    result.stdout.fnmatch_lines(
        ["*請求額は1516円: 実際は 1,684", "*日割りすべき期間を全額で請求*", "*請求額 1,516 JPY*"]
    )


def test_failing_cases_are_saved_and_tried_first(run_feature, pytester):
    """--yakkan-corpus keeps the smallest case of every kind, and one call is enough to find it the next time."""
    first = run_feature("f02", "--yakkan-corpus=saved", mine=SEARCH)
    saved = sorted((pytester.path / "saved").glob("*.json"))
    again = run_feature("f02", "--yakkan-corpus=saved", "--yakkan-calls=1", mine=SEARCH)

    first.assert_outcomes(failed=1)
    first.stdout.fnmatch_lines(["*yakkan replay saved/charged-in-full-*"])
    assert {json.loads(path.read_text())["kind"] for path in saved} == {"charged-in-full"}
    again.assert_outcomes(failed=1)
    # a pytest inside a pytest may warn that our modules were imported before it could rewrite their asserts
    alone = run_feature("f02", "--yakkan-calls=1", mine=SEARCH).parseoutcomes()
    assert {outcome: number for outcome, number in alone.items() if outcome != "warnings"} == {"passed": 1}


def test_a_file_in_the_corpus_that_is_no_case_is_told(run_feature, pytester, a_start):
    """A saved case that was cut off is listed as not tested."""
    pytester.makefile(".json", **{"saved/half": '{"format": "yakkan-case/1"'})
    result = run_feature("right", "--yakkan-corpus=saved", mine=a_start)

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*not tested*", "saved case: *half.json*"])


def test_another_reading_of_the_terms_is_told_and_no_failure(run_feature, a_start):
    """A system that follows another admissible reading passes, and the reading is told at the end."""
    ending = a_start.replace("    When", "    And it ends on 2016-06-20\n    When").replace(
        "the bill from 2016-05-12 to 2016-06-07 has total 1516", "the bill from 2016-06-08 to 2016-06-20 has total 730"
    )
    result = run_feature("end_day_free", mine=ending, search=SEARCH)

    result.assert_outcomes(passed=2)
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        ["*unclear terms*", '*service.end_day: chosen "billed", the system bills by "not-billed"']
    )


def test_a_scenario_that_contradicts_the_terms_accuses_nobody(run_feature, a_start):
    """Where the terms given do not say what a step says, the scenario is wrong, and not the system."""
    result = run_feature("right", mine=a_start.replace("1516", "1517"))

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*1517: the terms given say 1,516, the system billed 1,516*", "*ScenarioMistake*"])


def test_two_answers_to_one_history_are_a_kind_of_their_own(run_feature, a_start):
    """A wrong bill that a second call does not show again is unstable."""
    result = run_feature("Unstable", mine=a_start)

    result.stdout.fnmatch_lines(["*two answers to one history*", "FAILED * - Unstable: *"])


@pytest.mark.parametrize(
    "step", ["the bill from 2016-05-12 to 2016-06-07 has tax 112", "every bill is what the terms say"]
)
def test_a_tax_that_the_system_does_not_say_is_not_tested(run_feature, a_start, step):
    """Bills without tax pass what can be compared, and the tax is listed as not tested."""
    text = a_start + f"    And {step}\n  Scenario: any\n    Then every bill is what the terms say\n"
    result = run_feature("no_tax", mine=text)

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*not tested*", "tax: the system does not give the tax*"])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("it starts on 2016-02-30", "2016-02-30 is not a day of the calendar"),
        ("it starts on 2016-05-13", "the scenario fixes start twice, to 2016-05-12 and to 2016-05-13"),
        ("its ampere is 60", 'no attribute is called "ampere": did you mean "amperage"?'),
        ("its amperage is 61", "the scenario fixes amperage twice, to 60 and to 61"),
        ("it is cancelled", "a single case cannot be billed yet: the steps leave open end"),
        ('it is replaced by a contract of "ntt-east-flets-hikari"', "the terms of enex-low-voltage do not say that *"),
        ("the monthly_fee of the second contract is 1", "no step before this one says that another contract replaces*"),
        ("it ends on 2016-05-01", "the terms cannot bill this case:"),
    ],
)
def test_mistakes_in_a_scenario_are_told_as_such(run_feature, a_start, wrong, told):
    """What cannot be said of any contract fails the scenario with what to fix, and no traceback."""
    result = run_feature("right", mine=a_start.replace("    When", f"    And {wrong}\n    When"))

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([told])
    result.stdout.fnmatch_lines(["FAILED * - ScenarioMistake: *"])


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("the bill from 2016-05-12 to 2016-06-08 has total 1516", "no billing period contains both *to 2016-06-07"),
        (
            'the bill of "so-net-hikari-flets" from 2016-05-12 to 2016-06-07 has total 1',
            "say which contract the bill is for*",
        ),
    ],
)
def test_a_bill_that_nobody_can_mean_is_told(run_feature, a_start, then, told):
    """A step that names no billing period, or no contract, of the case says what there is."""
    result = run_feature("right", mine=a_start.replace("the bill from 2016-05-12 to 2016-06-07 has total 1516", then))

    result.stdout.fnmatch_lines([told])


def test_a_bill_is_asked_for_before_it_is_looked_at(run_feature):
    """A Then about one bill without a When before it says which step is missing."""
    result = run_feature("right", mine="Feature: mine\n  Scenario: one\n    Then there is 1 bill\n")

    result.stdout.fnmatch_lines(['nothing has been billed yet: put a step such as "When it is billed" before this one'])
