"""Many cases in a call, against a real server: each gets its own answer, a bad one does not lose the others."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import httpx
import pytest
from yakkan.adapters import (
    Answered,
    ConnectionOptions,
    Failed,
    FailureKind,
    HttpSystem,
    ObservedBill,
    Refused,
    bill_all,
    cases_in_a_call,
)

FINE = Answered((ObservedBill(date(2016, 5, 12), date(2016, 6, 7), Decimal(1516)),))


@pytest.fixture
def cases(light):
    """Seven cases; the server says that it accepts four at once."""
    return [replace(light, id=f"b{number}") for number in range(1, 8)]


@pytest.fixture
def batches(connect):
    """A described system of a mode, called in batches."""

    def one(mode, batch=500, **options):
        system = connect(mode, batch=batch, **options)
        system.describe()
        return system

    return one


def calls(bad_url, mode, before):
    keys = httpx.get(f"{bad_url}/{mode}/log", trust_env=False).json()
    return [key if key.startswith("b") and len(key) == 2 else key.partition("-")[0] for key in keys[before:]]


@pytest.fixture
def called(bad_url):
    """The keys of the calls that a system has had since the test began; those of batches as "batch"."""
    before = {}

    def since(mode):
        return calls(bad_url, mode, before.setdefault(mode, len(calls(bad_url, mode, 0))))

    return since


@pytest.mark.parametrize("mode", ["batch-fine", "batch-reordered", "batch-same-twice"])
@pytest.mark.parametrize("concurrency", [1, 2])
def test_many_cases_go_in_few_calls(batches, called, cases, mode, concurrency):
    """Seven cases take two calls of at most four, and each gets the answer with its id, in whatever order they come."""

    called(mode)
    assert list(bill_all(batches(mode), cases, concurrency)) == [FINE] * 7
    assert called(mode) == ["batch", "batch"]


def test_a_call_carries_what_both_sides_allow(batches, connect):
    """A call carries up to the option's and the system's number of cases, and one until the system is described."""

    assert cases_in_a_call(connect("batch-fine", batch=3)) == 1
    assert cases_in_a_call(batches("batch-fine", batch=3)) == 3
    assert cases_in_a_call(batches("batch-fine", batch=9)) == 4
    assert cases_in_a_call(batches("answers-all", batch=9)) == 1
    assert cases_in_a_call(batches("batch-fine", batch=1)) == 1


@pytest.mark.parametrize(
    ("mode", "kind", "code", "words"),
    [
        ("batch-left-out", FailureKind.MALFORMED, "YK331", "the batch has no answer to this case"),
        ("batch-other-case", FailureKind.WRONG_CASE, "YK331", 'an answer to "another", which was not sent'),
        ("batch-no-case", FailureKind.WRONG_CASE, "YK331", "an answer without a case, which was not sent"),
        ("batch-two-answers", FailureKind.MALFORMED, "YK332", "2 different answers"),
        ("batch-float", FailureKind.MALFORMED, "YK311", "found the number 1516.0"),
    ],
)
def test_one_bad_answer_is_reported_and_the_others_count(batches, called, cases, mode, kind, code, words):
    """A wrong answer in a batch fails only its own case, with its own code."""

    called(mode)
    outcomes = list(bill_all(batches(mode), cases[:4], 1))

    assert [outcomes[0], *outcomes[2:]] == [FINE] * 3
    assert isinstance(outcomes[1], Failed)
    assert (outcomes[1].kind, outcomes[1].problem.code.id) == (kind, code)
    assert words in str(outcomes[1].problem)
    assert called(mode) == ["batch"]


def test_a_case_of_a_batch_may_be_refused(batches, cases):
    """A refusal in a batch is a refusal of that case."""

    assert list(bill_all(batches("batch-refusal"), cases[:3], 1)) == [FINE, Refused("E1", "no"), FINE]


@pytest.mark.parametrize("what", ["500", "400", "404", "garbage", "cut-off", "no-list"])
def test_a_batch_that_fails_is_asked_case_by_case(batches, called, cases, what):
    """A batch that fails as a whole costs no case its answer."""

    mode = f"batch-{what}"
    called(mode)
    assert list(bill_all(batches(mode, attempts=1), cases[:3], 1)) == [FINE] * 3
    assert called(mode) == ["batch", "b1", "b2", "b3"]


def test_batches_that_always_fail_are_given_up(batches, called, cases):
    """After three batches in a row that failed no other is tried."""

    called("batch-404")
    system = batches("batch-404", batch=2)

    assert [outcome for _ in range(3) for outcome in bill_all(system, cases, 1)] == [FINE] * 21
    assert called("batch-404").count("batch") == 3
    assert cases_in_a_call(system) == 1


def test_batches_that_fail_now_and_then_go_on(batches, called, cases):
    """A batch that is answered counts anew: two in a row that fail are never three."""

    called("batch-two-of-three")
    system = batches("batch-two-of-three", batch=2)

    # of b1 b2, b3 b4, b5 b6 the first and the last fail; b7 is no batch, so the next time b1 b2 is the second in a row
    assert [outcome for _ in range(3) for outcome in bill_all(system, cases, 1)] == [FINE] * 21
    assert called("batch-two-of-three").count("batch") == 3 * 3
    assert cases_in_a_call(system) == 2


def test_the_reference_answers_batches(reference_url, reference, cases):
    """The reference system bills a batch as it bills each of its cases, refusals among them."""

    strange = replace(cases[3], contracts=(replace(cases[3].contracts[0], tariff="none"),))
    cases = [*cases[:3], strange, *cases[4:]]
    system = HttpSystem(reference_url, ConnectionOptions(batch=5))
    system.describe()

    assert list(bill_all(system, cases, 2)) == [reference.bill(case) for case in cases]
    system.close()
