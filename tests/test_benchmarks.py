"""The measures can be made: what they measure follows the vocabulary."""

import importlib.util
from pathlib import Path

from yakkan.oracle.columnar.bills import compile_terms

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def test_the_columnar_measure_varies_settings_that_have_a_formula():
    """The settings of the streamed run compile, whatever words have joined the vocabulary since."""
    spec = importlib.util.spec_from_file_location("columnar_speed", BENCHMARKS / "columnar_speed.py")
    assert spec is not None
    assert spec.loader is not None
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)

    assert compile_terms(measure.basic_fees(), measure.RANGES, measure.VARYING)
    assert len(measure.COUNTS) > 1
