"""The documentation tells the truth."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_reference_of_terms_is_up_to_date():
    """docs/terms.md has every table, key and value of the vocabulary, as docs/make_terms_reference.py writes them."""
    spec = importlib.util.spec_from_file_location("make_terms_reference", DOCS / "make_terms_reference.py")
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    _, mark, written = (DOCS / "terms.md").read_text(encoding="utf-8").partition(maker.MARK)

    assert mark
    assert written == maker.reference()
