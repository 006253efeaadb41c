"""The features that ship with the product, against whole systems."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

ELECTRICITY = "electricity_notice_2018.feature"
SO_NET = "cancellation_month_so_net.feature"
MIGRATION = "migration_ntt_east.feature"
CARDS = "wireless_lan_cards_ntt_east.feature"
INCIDENTS = {
    "f02": ELECTRICITY,
    "f07": ELECTRICITY,
    "f02_f07": ELECTRICITY,
    "f35": SO_NET,
    "f36": SO_NET,
    "f37": MIGRATION,
    "f50": CARDS,
}


@pytest.fixture(scope="session")
def server(terms_folder):
    """The right system over HTTP, in a process of its own."""
    command = [sys.executable, "-m", "yakkan.cli", "serve", str(terms_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process.stdout.readline().rpartition(" ")[2].strip()
        process.terminate()


@pytest.fixture(scope="session")
def seeded_runs(run_pytest, features, tmp_path_factory):
    """All features against each seeded system."""

    def run(name):
        where = tmp_path_factory.mktemp(name)
        return run_pytest(f"--sut=py:systems:{name}", "--yakkan-calls=12", "--tb=no", features, cwd=where)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(INCIDENTS, pool.map(run, INCIDENTS), strict=True))


def test_the_right_system_passes_every_shipped_feature(run_pytest, features, server, terms_folder, tmp_path):
    """`pytest --sut URL --terms PATH features/` passes every scenario against a right system over HTTP."""
    run = run_pytest("--sut", server, "--terms", terms_folder, "--yakkan-calls=8", features, cwd=tmp_path)

    assert run.code == 0, run.output
    assert run.files("PASSED") == {f"{folder}{name}" for folder in ("", "ja/") for name in INCIDENTS.values()}
    assert set(run.outcomes.values()) == {"PASSED"}


@pytest.mark.parametrize("name", INCIDENTS)
def test_a_seeded_fault_fails_the_features_of_its_incident_alone(seeded_runs, name):
    """Each seeded system fails the English and the Japanese feature of its incident, and no other."""
    run = seeded_runs[name]

    assert run.code == 1
    assert run.files("FAILED") == {INCIDENTS[name], f"ja/{INCIDENTS[name]}"}


@pytest.mark.parametrize("name", INCIDENTS)
def test_fixed_examples_and_the_search_both_find_a_seeded_fault(seeded_runs, name):
    """Each seeded fault fails a scenario with fixed days and the search for any contract, in both languages."""
    failed = {
        (file.parent.name, test) for (file, test), found in seeded_runs[name].outcomes.items() if found == "FAILED"
    }
    searches = {(folder, test) for folder, test in failed if "any_contract" in test or "どの契約でも" in test}

    for folder in ("features", "ja"):
        assert {one for one in searches if one[0] == folder}
        assert {one for one in failed - searches if one[0] == folder}


@pytest.mark.parametrize("name", INCIDENTS)
def test_both_languages_say_the_same(seeded_runs, name):
    """As many scenarios of the English feature fail as of the Japanese."""
    failed = [file.parent.name for (file, _), found in seeded_runs[name].outcomes.items() if found == "FAILED"]

    assert failed.count("features") == failed.count("ja")
