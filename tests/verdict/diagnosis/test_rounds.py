"""A system that answers in minutes, however many cases it is given, is tested in few rounds."""

from yakkan.adapters import PythonSystem, ReferenceSystem
from yakkan.adapters.python import PythonBatchSystem
from yakkan.cases import Profile, effort, space_of
from yakkan.faults import applied, fault_by_id
from yakkan.verdict import Plan, Study, Verdict, run_plan

ENEX = "enex-low-voltage/2016-04-01.md"


class NightlyBatch:
    """Bills all cases of a round at once, and counts the rounds."""

    def __init__(self, book, *ids):
        wrong, see = applied([fault_by_id(one) for one in ids], book)
        self.inner = ReferenceSystem(book, "batch", lambda _book, case: (wrong, see(case)))
        self.rounds = []

    def bill_many(self, cases):
        self.rounds.append(len(cases))
        return [self.inner.answer(case)[1] for case in cases]


def verified(book, batch):
    study = Study(space_of(book))
    plan = Plan(study.space, effort(Profile.GATE), 1, "t", study=study)
    return run_plan(PythonBatchSystem("batch", batch.bill_many), plan, lambda _event: None)


def test_a_nightly_batch_is_diagnosed_in_a_few_rounds(book_for):
    """The notice's system behind a nightly batch is named, with every smallest case confirmed, in at most 12 rounds."""
    book = book_for(ENEX)
    batch = NightlyBatch(book, "F-02", "F-07")
    result = verified(book, batch)

    (diagnosis,) = result.diagnosis
    assert {row.setting for row in diagnosis.rows} == {"proration.trigger", "proration.denominator"}
    assert all(one.observed_twice for one in result.divergences)
    assert len(batch.rounds) <= 12
    assert sum(batch.rounds) == result.counts.calls


def test_a_correct_batch_conforms(book_for):
    """A correct system that bills in rounds conforms, within the calls of the profile."""
    book = book_for(ENEX)
    batch = NightlyBatch(book)
    result = verified(book, batch)

    assert result.verdict is Verdict.CONFORMS
    assert len(batch.rounds) <= 4
    assert sum(batch.rounds) <= effort(Profile.GATE).calls


def test_a_round_with_too_few_answers_is_no_answer(book_for):
    """A batch that answers fewer cases than it was given has answered none: the run is inconclusive."""
    book = book_for(ENEX)
    system = PythonBatchSystem("batch", lambda cases: [ReferenceSystem(book).answer(case)[1] for case in cases[1:]])
    result = run_plan(system, Plan(space_of(book), effort(Profile.SMOKE), 1, "t"), lambda _event: None)

    assert result.verdict is Verdict.INCONCLUSIVE
    assert result.counts.answered == 0


def test_an_object_with_bill_many_is_a_batch(tmp_path):
    """`py:module:object` takes an object that has only `bill_many`."""
    (tmp_path / "nightly_batch.py").write_text("class System:\n    def bill_many(self, cases):\n        return []\n")

    assert isinstance(PythonSystem.load("nightly_batch:System", tmp_path), PythonBatchSystem)
