"""`yakkan smoke`: one screen that tells a broken adapter from a broken system."""


def test_smoke_of_a_correct_system(yakkan, same_screen, power, correct):
    """A system that can be tested and bills a simple case right is fine."""
    result = yakkan("smoke", "--sut", correct, "--terms", power)

    assert result.code == 0
    same_screen("smoke-fine", result.out)


def test_smoke_of_a_broken_system(yakkan, same_screen, power, python_system):
    """An adapter that works before a system that bills wrong says what is billed and what the terms say."""
    target = python_system("wrong", 'bill = reading(**{"proration.trigger": "never"})')

    result = yakkan("smoke", "--sut", target, "--terms", power)

    assert result.code == 1
    same_screen("smoke-diverges", result.out)


def test_smoke_of_a_broken_adapter(yakkan, same_screen, power, python_system):
    """An answer that is not the wire format is the adapter's, not the system's."""
    source = """
def bill(case):
    given = answer(case)
    for one in given["bills"]:
        one["total"] = float(one["total"])
    return given
"""
    result = yakkan("smoke", "--sut", python_system("floats", source), "--terms", power)

    assert result.code == 2
    same_screen("smoke-broken", result.out)


def test_smoke_of_a_system_that_is_down(yakkan_here, same_screen):
    """A system that cannot be reached cannot be tested; the shipped terms serve where none are given."""
    result = yakkan_here("smoke", "--sut", "http://127.0.0.1:9", "--attempts", 1)

    assert result.code == 2
    same_screen("smoke-down", result.out)


def test_smoke_of_a_system_with_other_tariffs(yakkan_here, correct):
    """A system that has none of the tariffs is told apart from one that bills them wrong."""
    result = yakkan_here("smoke", "--sut", correct)

    assert (result.code, result.out.startswith("The system has none of the tariffs")) == (2, True)
