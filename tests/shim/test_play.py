"""A case is played on an engine in order of knowledge."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from yakkan.shim import AmountError, Bill, Contract, Event, Line, Refuse, Shim

SYSTEM = {"protocol": ["yakkan/1"], "name": "notebook", "version": "1"}
CASE = {
    "protocol": "yakkan/1",
    "case": "c",
    "tariff": "plan",
    "contract": {"id": "c-1", "start": "2024-01-10", "attributes": {"size": "2"}},
    "events": [
        {"type": "cancellation", "received": "2024-01-12", "end": "2024-02-03"},
        {"type": "quantity", "on": "2024-01-11", "item": "seat", "quantity": "3"},
        {"type": "quantity", "on": "2024-01-11", "received": "2024-01-20", "item": "seat", "quantity": "4"},
        {"type": "reading", "on": "2024-03-01", "kwh": "1"},
    ],
    "runs": ["2024-01-31", "2024-01-12", "2024-01-12"],
    "bill_through": "2024-01-31",
}


class Notebook:
    """An engine that records its calls."""

    log: list[str]
    removed: int = 0

    def __init__(self):
        self.log = Notebook.log = []

    def open(self, contract: Contract):
        self.contract = contract
        self.log.append(f"open {contract.id} {contract.tariff} {contract.start} {contract.attributes['size']}")

    def apply(self, contract: Contract, event: Event):
        assert contract is self.contract
        self.log.append(f"{event.type} {event.on} known {event.known}")

    def run(self, day: date):
        self.log.append(f"run {day}")

    def bills(self) -> Iterable[Bill]:
        yield Bill(date(2024, 1, 10), date(2024, 1, 31), Decimal("10.50"), lines=[Line("fee", 10, "1")], tax=1)

    def remove(self):
        Notebook.removed += 1


class DueNotebook(Notebook):
    runs_when_due = True


def test_steps_follow_the_days_on_which_they_become_known():
    """Contracts open on their start, events come on the day they are known, runs at the end of theirs, twice where
    chosen twice, and nothing after bill_through."""
    Shim(SYSTEM, Notebook).bill(CASE)

    assert Notebook.log == [
        "open c-1 plan 2024-01-10 2",
        "quantity 2024-01-11 known 2024-01-11",
        "cancellation 2024-02-03 known 2024-01-12",
        "run 2024-01-12",
        "run 2024-01-12",
        "quantity 2024-01-11 known 2024-01-20",
        "run 2024-01-31",
    ]


def test_an_event_known_before_the_start_opens_the_contract_first():
    """A cancellation received before the start finds its contract there."""
    events = [{"type": "cancellation", "received": "2024-01-05", "end": "2024-02-03"}]

    Shim(SYSTEM, Notebook).bill({**CASE, "events": events})

    assert Notebook.log[:2] == ["open c-1 plan 2024-01-10 2", "cancellation 2024-02-03 known 2024-01-05"]


def test_without_chosen_runs_billing_runs_every_day_or_once():
    """An engine that is run by a scheduler runs at the end of every day, one that bills by itself once, on the last."""
    case = {key: value for key, value in CASE.items() if key != "runs"} | {"events": []}

    Shim(SYSTEM, Notebook).bill(case)
    daily = [line for line in Notebook.log if line.startswith("run")]
    Shim(SYSTEM, DueNotebook).bill(case)

    assert daily == [f"run 2024-01-{day}" for day in range(10, 32)]
    assert [line for line in Notebook.log if line.startswith("run")] == ["run 2024-01-31"]


def test_bills_are_answered_as_the_wire_writes_them():
    """Amounts keep their decimals, and what the engine does not say is left out."""
    answer = Shim(SYSTEM, Notebook).bill(CASE)

    bill = {
        "first_day": "2024-01-10",
        "last_day": "2024-01-31",
        "lines": [{"item": "fee", "amount": "10", "quantity": "1"}],
        "tax": "1",
        "total": "10.50",
    }
    assert answer == {"case": "c", "bills": [bill]}


def test_a_refusal_and_an_error_are_distinguished():
    """What the engine refuses is refused; if it fails, the answer is an error, and the next case is played."""

    class Refusing(Notebook):
        def apply(self, contract, event):
            super().apply(contract, event)
            raise Refuse("no-such-event", f"{event.type} is not known")

    class Breaking(Notebook):
        def run(self, day):
            super().run(day)
            raise ZeroDivisionError("days")

    refused, broken = Shim(SYSTEM, Refusing).bill(CASE), Shim(SYSTEM, Breaking).bill(CASE)

    assert refused == {"case": "c", "refused": {"code": "no-such-event", "message": "quantity is not known"}}
    assert broken == {"case": "c", "error": {"code": "ZeroDivisionError", "message": "days"}}


def test_the_same_key_gives_the_same_answer_without_playing_again():
    """A case that is sent again is not billed again."""
    shim = Shim(SYSTEM, Notebook)
    first = shim.bill(CASE)
    Notebook.log.clear()

    assert shim.bill(CASE) == first
    assert Notebook.log == []


def test_what_was_made_is_removed_or_kept(capsys):
    """Each case is cleaned up after; kept, the ids of what was made are printed instead."""

    class Making(Notebook):
        made = ("customer 7", "subscription 9")

    before = Notebook.removed
    Shim(SYSTEM, Making).bill(CASE)
    assert Notebook.removed == before + 1

    Shim(SYSTEM, Making, keep=True).bill(CASE)
    assert Notebook.removed == before + 1
    assert capsys.readouterr().err == "kept c: customer 7, subscription 9\n"


def test_a_failing_removal_is_reported_and_changes_no_answer(capsys):
    """The answer stays the same, and what is left behind is reported."""

    class Stuck(Notebook):
        def remove(self):
            raise OSError("still in use")

    assert "bills" in Shim(SYSTEM, Stuck).bill(CASE)
    assert "c could not be removed: OSError('still in use')" in capsys.readouterr().err


def test_contract_keys_are_unique_to_the_process():
    """The key of a contract inside the engine is another in each process, so that a crash in a case leaves no trace."""
    keys = set()
    for _ in range(2):
        Shim(SYSTEM, lambda: Keyed(keys)).bill(CASE)

    assert len(keys) == 2
    assert all(key.startswith("c-1-") for key in keys)


class Keyed(Notebook):
    def __init__(self, keys: set):
        super().__init__()
        self.keys = keys

    def open(self, contract):
        self.keys.add(contract.key)


@pytest.mark.parametrize("amount", [10.5, True, "1e3", "NaN", Decimal("NaN"), None])
def test_an_amount_that_is_not_exact_is_refused(amount):
    """Floats and text that is not a decimal never become money; the answer says what was found."""

    class Loose(Notebook):
        def bills(self):
            yield Bill(date(2024, 1, 10), date(2024, 1, 31), amount)

    answer = Shim(SYSTEM, Loose).bill(CASE)

    assert answer["error"]["code"] == AmountError.__name__
    assert str(amount) in answer["error"]["message"]
