"""The commands, one file each."""

from .bill import bill
from .check import check
from .compare import compare
from .demo import demo
from .explain import explain
from .export import export
from .faults import faults
from .init import init
from .judge import judge
from .plan import plan
from .readings import readings
from .replay import replay
from .serve import serve
from .smoke import smoke
from .verify import verify

__all__ = [
    "bill",
    "check",
    "compare",
    "demo",
    "explain",
    "export",
    "faults",
    "init",
    "judge",
    "plan",
    "readings",
    "replay",
    "serve",
    "smoke",
    "verify",
]
