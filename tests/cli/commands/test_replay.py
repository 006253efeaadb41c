"""`yakkan replay`."""

import json
from shutil import copytree

import pytest

pytestmark = pytest.mark.xdist_group("replay")  # one process: what all its tests share is made once


@pytest.fixture(scope="session")
def kept(process, power, lenient, tmp_path_factory):
    """A folder with the case that a run against the lenient system has saved."""
    folder = tmp_path_factory.mktemp("run")
    options = ["--terms", power, "--sut", lenient, "--calls", 12, "--corpus", "kept"]
    with process("verify", *options, folder=folder) as running:
        running.communicate()
    return folder / "kept"


@pytest.fixture
def saved(kept, tmp_path):
    """The file of one such case, alone in the test's own folder."""
    copytree(kept, tmp_path / "kept")
    path, *others = sorted((tmp_path / "kept").iterdir())
    for other in others:
        other.unlink()
    return path.relative_to(tmp_path)


def test_replay_says_what_still_diverges(yakkan_here, same_screen, saved, lenient, correct):
    """The system that diverged still does, with the difference; a correct one has it fixed."""
    still, fixed = yakkan_here("replay", saved, "--sut", lenient), yakkan_here("replay", "kept", "--sut", correct)

    assert (still.code, fixed.code) == (1, 0)
    same_screen("replay", still.out + fixed.out)


def test_replay_needs_an_answer(yakkan_here, saved):
    """A system that does not answer is an error, not a fix, and the exit code is 2."""
    result = yakkan_here("replay", saved, "--sut", "http://127.0.0.1:9", "--attempts", 1)

    assert (result.code, result.out.split()[0]) == (2, "ERROR")
    assert "YK401 POST /v1/bills: the connection failed" in result.out


def test_replay_goes_on_after_a_file_it_can_not_read(yakkan_here, saved, lenient, tmp_path):
    """A file that is missing or cut off is told, the others are replayed, and the exit code is 3."""
    text = (tmp_path / saved).read_text()
    (tmp_path / "cut.json").write_text(text[: len(text) // 2])

    result = yakkan_here("replay", "nowhere.json", "cut.json", saved, "--sut", lenient)

    assert result.code == 3
    assert result.out.startswith("STILL DIVERGES")
    assert "YK601 nowhere.json: No such file or directory" in result.err
    assert "YK303 cut.json: line" in result.err


def test_replay_takes_plain_cases_with_terms(yakkan_here, saved, power, lenient, tmp_path):
    """A case in the wire format needs --terms, and is then judged by them."""
    case = json.loads((tmp_path / saved).read_text())["case"]
    (tmp_path / "plain.json").write_text(json.dumps(case))

    without, judged = (
        yakkan_here("replay", "plain.json", "--sut", lenient, *more) for more in ([], ["--terms", power])
    )

    assert (without.code, judged.code) == (3, 1)
    assert "no terms are saved with this case" in without.err


def test_replay_is_not_content_with_two_different_answers(yakkan_here, saved, python_system):
    """A system that answers the same history differently still diverges, even if one of the answers is right."""
    source = """
asked = 0

def bill(case):
    global asked
    asked += 1
    return answer(case) if asked == 1 else {"case": case["case"], "bills": []}
"""
    result = yakkan_here("replay", saved, "--sut", python_system("moody", source))

    assert result.code == 1
    assert "unstable: two different answers to the same history" in result.out


@pytest.mark.long
def test_replay_takes_no_other_reading_for_a_fix(yakkan_here, power, python_system):
    """A bill that happens to be right under a reading that the system does not follow still diverges when replayed."""
    source = """
later = reading(**{"service.end_day": "not-billed"})

def bill(case):
    ends = any(event["type"] == "cancellation" for event in case.get("events", []))
    first = case["contract"]["start"] == case["readings"][0]
    return (later if ends and not first else answer)(case)
"""
    target = python_system("mixed", source)
    verified = yakkan_here("verify", "--terms", power, "--sut", target, "--calls", 60, "--corpus", "kept")

    replayed = yakkan_here("replay", "kept", "--sut", target)

    assert (verified.code, replayed.code) == (1, 1)
    assert "FIXED" not in replayed.out
