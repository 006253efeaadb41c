"""The run of a scenario: the test bench, the scene, how it fails and how that is reported."""

from .admission import admit
from .bench import Bench, bench_of
from .errors import Inconclusive, ScenarioMistake
from .failure import confirmed, fail, result_of
from .named_bill import NamedBill, named_bill
from .outcome import Tally, properties_of
from .scene import Answer, Scene
from .statement import Statement, hold

__all__ = [
    "Answer",
    "Bench",
    "Inconclusive",
    "NamedBill",
    "ScenarioMistake",
    "Scene",
    "Statement",
    "Tally",
    "admit",
    "bench_of",
    "confirmed",
    "fail",
    "hold",
    "named_bill",
    "properties_of",
    "result_of",
]
