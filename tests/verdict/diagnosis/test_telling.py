"""A run can find every published fault: some telling case shows it."""

from collections import defaultdict

import pytest
from yakkan.cases import space_of
from yakkan.faults import CATALOGUE, Suspect
from yakkan.verdict import Study

FAULTS = defaultdict(list)
for one in CATALOGUE.values():
    FAULTS[one.trigger.document].append(one)


@pytest.mark.parametrize("document", sorted(FAULTS))
def test_every_fault_is_shown_by_a_telling_case(document, book_for):
    """Each fault of the catalogue changes a bill of a telling case, under the terms of its own example."""
    study = Study(space_of(book_for(FAULTS[document][0].trigger.path)))

    for fault in FAULTS[document]:
        suspect = Suspect((fault,))
        assert any(study.predictions.differs(suspect, case) for case in study.pool), fault.id
