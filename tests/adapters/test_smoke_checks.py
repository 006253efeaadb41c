"""The smoke test distinguishes a broken adapter from a broken system."""

import pytest
from yakkan.adapters import HttpSystem, smoke


def marks(checks):
    return "".join({True: "+", False: "-", None: "."}[check.ok] for check in checks)


def test_the_reference_passes(reference_url, reference, light):
    """The reference system passes every check, over HTTP and in process."""

    system = HttpSystem(reference_url)

    assert marks(smoke(system, light)) == marks(smoke(reference, light)) == "++++++"
    system.close()


@pytest.mark.parametrize(
    ("mode", "expected", "words"),
    [
        ("500", "-.....", "YK404"),
        ("hang", "-.....", "YK402"),
        ("garbage", "-.....", "YK303"),
        ("other-protocol", "+-....", "YK308"),
        ("500-bills", "++-...", "YK404"),
        ("refuse-all", "++-...", "E1 no"),
        ("no-bill-shape", "+++-..", "YK309"),
        ("unstable", "++++--", "two different answers"),
        ("answers-all", "+++++-", "answered 1 bills for the tariff no-such-tariff"),
    ],
)
def test_the_first_broken_thing_is_named(connect, light, mode, expected, words):
    """What fails is reported with its reason, and what depends on it is not tried."""

    checks = smoke(connect(mode, timeout=0.2, attempts=1), light)

    assert marks(checks) == expected
    assert words in next(check.detail for check in checks if check.ok is False)


def test_there_are_always_six_checks(connect, light):
    """Every check is in the list in its order, tried or not."""

    names = [[check.name for check in smoke(connect(mode), light)] for mode in ("404", "answers-all")]

    assert names[0] == names[1]
    assert len(names[0]) == 6
