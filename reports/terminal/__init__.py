"""The report for a terminal, and the progress of a run."""

from .diagnosis import print_diagnosis
from .divergence import ShownDivergence, difference_line, divergence_line, kind_text, print_divergence
from .progress import Progress
from .questions import print_questions, questions_json
from .report import print_report, print_verdict, system_text, terms_text
from .unclear import print_unclear
from .worked import print_worked

__all__ = [
    "Progress",
    "ShownDivergence",
    "difference_line",
    "divergence_line",
    "kind_text",
    "print_diagnosis",
    "print_divergence",
    "print_questions",
    "print_report",
    "print_unclear",
    "print_verdict",
    "print_worked",
    "questions_json",
    "system_text",
    "terms_text",
]
