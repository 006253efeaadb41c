"""The features that ship with the product, against whole systems."""

import re
import subprocess
import sys
from functools import cache

import pytest

pytestmark = pytest.mark.xdist_group("shipped features")  # one process: what all its tests share is made once

ELECTRICITY = "electricity_notice_2018"
SO_NET = "cancellation_month_so_net"
MIGRATION = "migration_ntt_east"
CARDS = "wireless_lan_cards_ntt_east"
INCIDENTS = {
    "f02": ELECTRICITY,
    "f07": ELECTRICITY,
    "f02_f07": ELECTRICITY,
    "f35": SO_NET,
    "f36": SO_NET,
    "f37": MIGRATION,
    "f50": CARDS,
}
SEEDED = [name if name in {"f02_f07", "f50"} else pytest.param(name, marks=pytest.mark.long) for name in INCIDENTS]


def both(incident):
    """The features of an incident, in English and in Japanese."""
    return f"{incident}.feature", f"{incident}.ja.feature"


@pytest.fixture(scope="session")
def server(terms_folder):
    """The right system over HTTP, in a process of its own."""
    command = [sys.executable, "-m", "yakkan.cli", "serve", str(terms_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().rpartition(" ")[2].strip()
        process.terminate()


@pytest.fixture(scope="session")
def run_on(run_pytest, features, server, terms_folder, tmp_path_factory):
    """All features against a seeded system, or against the right one over HTTP; each once."""
    shared = tmp_path_factory.mktemp("hypothesis")

    @cache
    def run(name):
        where = tmp_path_factory.mktemp(name)
        (where / ".hypothesis").symlink_to(shared)  # what Hypothesis reads off our modules is read once
        if name == "right":
            options = ("--sut", server, "--terms", terms_folder, "--yakkan-calls=8")
        else:
            options = (f"--sut=py:systems:{name}", "--yakkan-calls=12", "--tb=no")
        return run_pytest(*options, features, cwd=where)

    return run


def test_the_right_system_passes_every_shipped_feature(run_on):
    """`pytest --sut URL --terms PATH features/` passes every scenario against a right system over HTTP."""
    run = run_on("right")

    assert run.code == 0, run.output
    assert run.files("PASSED") == {file for incident in INCIDENTS.values() for file in both(incident)}
    assert set(run.outcomes.values()) == {"PASSED"}


@pytest.mark.parametrize("name", SEEDED)
def test_a_seeded_fault_fails_the_features_of_its_incident_alone(run_on, name):
    """Each seeded system fails the English and the Japanese feature of its incident, and no other."""
    run = run_on(name)

    assert run.code == 1
    assert run.files("FAILED") == set(both(INCIDENTS[name]))


@pytest.mark.parametrize("name", SEEDED)
def test_fixed_examples_and_the_search_both_find_a_seeded_fault(run_on, name):
    """Each seeded fault fails a scenario with fixed days and a search, in both languages as many of each."""
    failed = [one for one, found in run_on(name).outcomes.items() if found == "FAILED"]
    searches = [one for one in failed if re.search("any_contract|どの契約でも", one[1])]
    counts = [
        (sum(file.name == feature for file, _ in failed), sum(file.name == feature for file, _ in searches))
        for feature in both(INCIDENTS[name])
    ]

    assert counts[0] == counts[1]
    assert counts[0][0] > counts[0][1] > 0
