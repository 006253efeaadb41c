"""The features that ship with the product, against whole systems."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

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
def runs(run_pytest, features, server, terms_folder, tmp_path_factory):
    """All features against the right system over HTTP, and against each seeded one."""

    def seeded(name):
        where = tmp_path_factory.mktemp(name)
        return run_pytest(f"--sut=py:systems:{name}", "--yakkan-calls=12", "--tb=no", features, cwd=where)

    with ThreadPoolExecutor(3) as pool:
        options = ("--sut", server, "--terms", terms_folder, "--yakkan-calls=8")
        right = pool.submit(run_pytest, *options, features, cwd=tmp_path_factory.mktemp("right"))
        return {**dict(zip(INCIDENTS, pool.map(seeded, INCIDENTS), strict=True)), "right": right.result()}


def test_the_right_system_passes_every_shipped_feature(runs):
    """`pytest --sut URL --terms PATH features/` passes every scenario against a right system over HTTP."""
    assert runs["right"].code == 0, runs["right"].output
    assert runs["right"].files("PASSED") == {file for incident in INCIDENTS.values() for file in both(incident)}
    assert set(runs["right"].outcomes.values()) == {"PASSED"}


@pytest.mark.parametrize("name", INCIDENTS)
def test_a_seeded_fault_fails_the_features_of_its_incident_alone(runs, name):
    """Each seeded system fails the English and the Japanese feature of its incident, and no other."""
    run = runs[name]

    assert run.code == 1
    assert run.files("FAILED") == set(both(INCIDENTS[name]))


@pytest.mark.parametrize("name", INCIDENTS)
def test_fixed_examples_and_the_search_both_find_a_seeded_fault(runs, name):
    """Each seeded fault fails a scenario with fixed days and a search, in both languages as many of each."""
    failed = [one for one, found in runs[name].outcomes.items() if found == "FAILED"]
    searches = [one for one in failed if re.search("any_contract|どの契約でも", one[1])]
    counts = [
        (sum(file.name == feature for file, _ in failed), sum(file.name == feature for file, _ in searches))
        for feature in both(INCIDENTS[name])
    ]

    assert counts[0] == counts[1]
    assert counts[0][0] > counts[0][1] > 0
