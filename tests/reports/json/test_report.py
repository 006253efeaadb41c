"""The report as JSON."""

import json
from collections.abc import Iterator

import pytest
from yakkan.adapters import ReferenceSystem, read_case
from yakkan.reports import json_report

KEYS = (
    "format yakkan verdict reason seed calls cases answered refused failed system terms divergences "
    "diagnosis explained power unclear laws not_tested problems"
)
DIVERGENCE = (
    "kind tariff situation direction seen observed_twice over under case expected observed differences clause "
    "derivation replay"
)


def _values(value: object) -> Iterator[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield value
    for one in inner:
        yield from _values(one)


@pytest.fixture
def report(diverging):
    return json_report(diverging, [f"replay {number}" for number, _ in enumerate(diverging.divergences)])


def test_report_has_its_keys_in_order(report):
    """The keys of a report and of a divergence are these, in this order."""
    assert list(report) == KEYS.split()
    assert list(report["divergences"][0]) == DIVERGENCE.split()


def test_report_is_json_without_a_float(report):
    """What is written is read again as it was, and no number in it has a fraction."""
    assert json.loads(json.dumps(report)) == report
    assert not any(isinstance(value, float) for value in _values(report))


def test_report_tells_over_and_under_apart(report):
    """Over- and under-billing are two sums of each divergence, never one number."""
    sides = [(one["direction"], one["over"] != "0", one["under"] != "0") for one in report["divergences"]]

    assert all(over for direction, over, _ in sides if direction == "over")
    assert all(under for direction, _, under in sides if direction == "under")
    assert {direction for direction, _, _ in sides} >= {"over", "under"}


def test_report_holds_cases_of_the_wire_format(report, diverging):
    """The case of a divergence can be put to a system as it stands."""
    assert [read_case(one["case"]) for one in report["divergences"]] == [one.case for one in diverging.divergences]


def test_report_quotes_and_derives(report):
    """Each divergence has its clause with its place, and its derivation in the terms' language and in English."""
    one = report["divergences"][0]

    assert one["clause"]["heading"] == "第7条 日割計算"
    assert list(one["derivation"]) == ["ja", "en"]
    assert one["replay"] == "replay 0"


def test_report_without_a_saved_case(diverging):
    """A divergence whose case could not be saved has no replay command."""
    report = json_report(diverging, ["" for _ in diverging.divergences])

    assert {one["replay"] for one in report["divergences"]} == {None}


def test_report_of_unclear_terms(unclear):
    """Unclear terms are told with both readings and what the system billed, beside a verdict that conforms."""
    report = json_report(unclear, [])

    (found,) = report["unclear"]
    (reading,) = found["readings"]
    assert report["verdict"] == "conforms"
    assert (reading["setting"], reading["chosen"], reading["other"]) == ("service.end_day", "billed", "not-billed")
    assert found["expected"] != found["observed"]


def test_report_of_unclear_terms_says_what_each_reading_bills(unclear):
    """Unclear terms are told with the clause in words, why it can be read otherwise, and the bills by either reading.

    The system bills as the other reading does, and the sums of the periods that differ are told side by side.
    """
    (found,) = json_report(unclear, [])["unclear"]
    (reading,) = found["readings"]

    assert reading["clause"]["heading"] == "第4条 契約の終了"
    assert "契約終了日まで" in reading["clause"]["words"]
    assert "契約終了日の前日まで" in reading["why"]
    assert [one["total"] for one in found["other"]] == [one["total"] for one in found["observed"]]
    assert [one["total"] for one in found["other"]] != [one["total"] for one in found["expected"]]
    for difference in found["differences"]:
        assert difference["expected_total"] != difference["observed_totals"]


def test_report_of_a_system_with_nothing(run, book_for, electricity):
    """What was not tested is told with its reason."""
    report = json_report(run(electricity, ReferenceSystem(book_for("ntt-east-flets"))), [])

    assert report["verdict"] == "inconclusive"
    assert report["not_tested"][0]["why"] == "the system does not list it among its tariffs"
