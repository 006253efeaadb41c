"""Smallest cases as files."""

import pytest
from yakkan.cases.corpus import load
from yakkan.oracle import setting_value
from yakkan.reports import save_divergences, save_found
from yakkan.verdict.comparison import by_saved_readings


def test_saved_cases_need_nothing_beside_them(diverging, tmp_path):
    """Each divergence is a file with its case, its terms, and what was seen under the same contract names."""
    paths = save_divergences(tmp_path / "new" / "folder", diverging)

    for path, one in zip(paths, diverging.divergences, strict=True):
        saved = load(path)
        assert saved.book is not None
        assert saved.book.tariffs == ("enex-low-voltage",)
        assert saved.details["kind"] == one.finding.kind.value
        assert {bill["contract"] for bill in saved.details["observed"]} <= {one.id for one in saved.case.contracts}


def test_saved_cases_are_called_alike_in_every_run(diverging, tmp_path):
    """Saving twice writes the same files with the same content."""
    first = save_divergences(tmp_path, diverging)
    texts = [path.read_text() for path in first]

    assert save_divergences(tmp_path, diverging) == first
    assert [path.read_text() for path in first] == texts


def test_cases_of_a_run_that_was_interrupted(diverging, electricity, tmp_path):
    """A case that was seen is saved with its kind, and without a reading that only a whole run can find."""
    one = diverging.divergences[0]

    saved = load(save_found(tmp_path, electricity, one.finding, one.case))

    assert saved.details["kind"] == one.finding.kind.value
    assert "readings" not in saved.details


@pytest.mark.parametrize(
    ("readings", "end_day"),
    [
        ([{"tariff": "enex-low-voltage", "setting": "service.end_day", "value": "not-billed"}], "not-billed"),
        ([{"tariff": "enex-low-voltage", "setting": "service.end_day", "value": "sometimes"}], "billed"),
        ([{"tariff": "another", "setting": "service.end_day", "value": "not-billed"}], "billed"),
        ("garbage", "billed"),
        ([], "billed"),
    ],
)
def test_saved_readings_are_those_that_the_terms_list(electricity, readings, end_day):
    """A saved case is judged by the reading its run found, as far as the terms still list it."""
    (terms,) = by_saved_readings(electricity, {"readings": readings})

    assert str(setting_value(terms, "service.end_day")) == end_day
