"""The feature file of a plan runs under the plugin."""

import pytest
from yakkan.reports import LANGUAGES, plan_feature


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_plan_runs_as_a_feature(run_pytest, plan_of_2016, terms_folder, tmp_path, language):
    """Every scenario of a plan passes against a right system, and every one with part of a period catches F-07."""
    (tmp_path / "plan.feature").write_text(plan_feature(plan_of_2016, LANGUAGES[language]), encoding="utf-8")
    terms = ("--terms", terms_folder / "enex-low-voltage" / "2016-04-01.md")
    right = run_pytest("--sut", "py:systems:right", *terms, ".", cwd=tmp_path)
    wrong = run_pytest("--sut", "py:systems:f02_f07", *terms, ".", cwd=tmp_path)

    assert right.code == 0, right.output
    assert list(right.outcomes.values()) == ["PASSED"] * len(plan_of_2016.cases)
    assert wrong.code == 1
    assert "FAILED" in wrong.outcomes.values()
