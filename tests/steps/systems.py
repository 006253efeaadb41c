"""Billing systems for `--sut py:systems:…`: right, with the faults of each incident, and out of order."""

from dataclasses import replace
from importlib.resources import files
from itertools import count
from pathlib import Path

from yakkan.adapters import ReferenceSystem
from yakkan.adapters.wire.system import write_system
from yakkan.faults import applied, fault_by_id
from yakkan.oracle import change_settings, load_terms

BOOK = load_terms(Path(str(files("yakkan.terms"))))


class Served:
    """A reference system as a vendor's code would be: JSON values in, JSON values out."""

    def __init__(self, reference, **capabilities):
        self.reference, self.capabilities = reference, capabilities

    def system(self):
        info = self.reference.describe()
        return write_system(replace(info, capabilities=replace(info.capabilities, **self.capabilities)))

    def bill(self, case):
        return self.reference.answer(case)[1]


class Dying(Served):
    """Raises from the third case on."""

    def __init__(self):
        super().__init__(ReferenceSystem(BOOK))
        self.calls = count(1)

    def bill(self, case):
        if next(self.calls) > 2:
            raise RuntimeError("the database is gone")
        return super().bill(case)


class Refusing(Served):
    """Refuses everything."""

    def bill(self, case):
        return {"case": case["case"], "refused": {"code": "closed", "message": "month-end closing"}}


class Unstable(Served):
    """Bills one yen too much every other time."""

    def __init__(self):
        super().__init__(ReferenceSystem(BOOK))
        self.calls = count()

    def bill(self, case):
        answer = super().bill(case)
        if next(self.calls) % 2 == 0:
            first = answer["bills"][0]
            first["total"] = str(int(first["total"]) + 1)
        return answer


class Quiet(Served):
    """Says no tax."""

    def bill(self, case):
        answer = super().bill(case)
        for one in answer["bills"]:
            one.pop("tax", None)  # terms outside the tax have none
            del one["lines"]
        return answer


def seeded(ids, *tariffs):
    """All shipped tariffs, some of them billed with faults."""
    wrong, see = applied([fault_by_id(one) for one in ids.split()], BOOK)

    def apply(book, case):
        return (wrong, see(case)) if case.contracts[0].tariff in tariffs else (book, case)

    return Served(ReferenceSystem(BOOK, ids, apply))


def reading(**settings):
    """Another reading of some settings, where a tariff has them."""
    changes = {path.replace("__", "."): value for path, value in settings.items()}
    return Served(ReferenceSystem(BOOK.map(lambda terms: change_settings(terms, changes)), "another reading"))


right = Served(ReferenceSystem(BOOK, "right"))
f02 = seeded("F-02", "enex-low-voltage")
f07 = seeded("F-07", "enex-low-voltage")
f02_f07 = seeded("F-02 F-07", "enex-low-voltage")
f35 = seeded("F-35", "so-net-hikari-flets")
f36 = seeded("F-36", "so-net-hikari-flets")
f37 = seeded("F-37", "ntt-east-flets-adsl", "ntt-east-flets-isdn")
f50 = seeded("F-50", "ntt-east-wireless-lan-card")
end_day_free = reading(service__end_day="not-billed")
electricity_only = Served(ReferenceSystem(BOOK), tariffs=frozenset({"enex-low-voltage"}))
no_cancellations = Served(ReferenceSystem(BOOK), events=frozenset({"quantity"}))
no_tax = Quiet(ReferenceSystem(BOOK), tax=False, lines=False)
refusing = Refusing(ReferenceSystem(BOOK, "refusing"))
