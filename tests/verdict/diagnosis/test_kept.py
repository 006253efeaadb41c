"""What a study finds out of the terms is kept in a folder, and used by the next study of the same terms alone."""

import json
import os
import zlib
from pathlib import Path
from shutil import copytree

import pytest
from yakkan.adapters import Capabilities
from yakkan.cases import space_of
from yakkan.oracle import Book, change_book, parse_setting
from yakkan.verdict import Study, studies_folder
from yakkan.verdict.diagnosis import power
from yakkan.verdict.diagnosis.effects import Effect
from yakkan.verdict.diagnosis.kept import read_rows, write_rows

ELECTRICITY = "enex-low-voltage/2016-04-01.md"
LETTERS = {*Effect, "."}


def kept(book: Book, folder: Path, capabilities: Capabilities | None = None) -> Study:
    """A study that has gone through its plan, and kept what it found out."""
    study = Study(space_of(book), capabilities, folder=folder)
    list(study.planned())
    study.keep()
    return study


@pytest.fixture(scope="module")
def first(book_for, tmp_path_factory):
    """A study whose folder was empty; the folder has what it found out."""
    return kept(book_for(ELECTRICITY), tmp_path_factory.mktemp("studies"))


@pytest.fixture
def folder(first, tmp_path):
    """A copy of the folder of the first study."""
    return Path(copytree(first.folder, tmp_path / "studies"))


def plan_of(study: Study) -> list[tuple[object, int]]:
    """The cases of a study's plans, each with the number of suspects that it catches."""
    return [(one.case, len(one.caught)) for tariff in study.space.tariffs for one in study.plan_of(tariff)]


def test_the_second_study_bills_nothing_again(book_for, first, folder):
    """The second study of the same terms makes the same plan without billing any case."""
    second = Study(space_of(book_for(ELECTRICITY)), folder=folder)
    assert first.predictions.made > 0
    assert plan_of(second) == plan_of(first)
    assert second.predictions.made == 0


def test_plan_and_power_are_the_same_without_a_folder(book_for, folder):
    """The plan, and what the cases of a plan would have caught, are the same from the folder and without it."""
    book = book_for(ELECTRICITY)
    plans, powers = [], []
    for study in (Study(space_of(book)), Study(space_of(book), folder=folder)):
        plans.append(plan_of(study))
        asked = [one.case for one in study.plan_of("enex-low-voltage")][:3]
        found = power(study.predictions, study.suspects["enex-low-voltage"], asked, study.pool, study.beyond)
        powers.append((found.caught, found.catchable, found.equivalent, [one.what for one in found.missed]))
    assert plans[0] == plans[1]
    assert powers[0] == powers[1]


@pytest.mark.parametrize("other", ["setting", "capabilities"])
def test_other_terms_have_a_file_of_their_own(book_for, folder, other):
    """Terms that differ in one setting, and systems that report less of a bill, use nothing found out before."""
    book, capabilities = book_for(ELECTRICITY), Capabilities(lines=other != "capabilities")
    if other == "setting":
        book = change_book(book, dict([parse_setting("tax.rounding=ceiling")]))
    study = Study(space_of(book), capabilities, folder=folder)
    assert study.pool
    study.keep()
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zlib",
        zlib.compress(b"[1, 2]"),
        zlib.compress(b"{"),
        zlib.compress(json.dumps({"case": "x"}).encode()),
        zlib.compress(json.dumps({"case": "?" * 442}).encode()),
        zlib.compress(json.dumps({"case": None}).encode()),
    ],
)
def test_a_damaged_file_is_as_good_as_none(first, folder, content):
    """A file that holds anything but one known letter for each suspect is not read."""
    (file,) = folder.iterdir()
    assert first.suspects
    width = 1 + len(first.suspects["enex-low-voltage"])
    assert read_rows(file, width, LETTERS)
    assert not read_rows(file, width + 1, LETTERS)
    file.write_bytes(content)
    assert read_rows(file, width, LETTERS) == {}


def test_the_oldest_files_are_deleted(tmp_path):
    """A folder keeps a hundred files: the oldest goes when one more is written."""
    for number in range(101):
        file = tmp_path / f"study-{number}.z"
        write_rows(file, {"case": ["="]})
        os.utime(file, (number, number))
    write_rows(tmp_path / "study-new.z", {"case": ["="]})
    names = {file.name for file in tmp_path.iterdir()}
    assert len(names) == 100
    assert {"study-0.z", "study-1.z"}.isdisjoint(names)
    assert "study-new.z" in names


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path):
    """Where the folder cannot be made nothing is kept, and nothing fails."""
    (tmp_path / "file").write_text("")
    write_rows(tmp_path / "file" / "studies" / "study-1.z", {"case": ["="]})
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_the_environment_names_the_folder():
    """YAKKAN_STUDIES names the folder, an empty value means none, and without it the user's cache folder is taken."""
    assert studies_folder({"YAKKAN_STUDIES": "/somewhere"}) == Path("/somewhere")
    assert studies_folder({"YAKKAN_STUDIES": ""}) is None
    default = studies_folder({})
    assert default is not None
    assert default.parts[-2:] == ("yakkan", "studies")
