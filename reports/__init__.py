"""Reports of a run, one file a format: progress and report in the terminal, JSON, and the saved cases."""

from collections.abc import Mapping

from .codes import all_codes
from .divergence import Told, difference_line, divergence_line, kind_text, print_divergence
from .json_report import json_report
from .look import ReportConsole, put, report_console, safe
from .progress import Progress
from .replays import replay_command
from .saved_cases import save_divergences, save_found
from .terminal import print_report, print_verdict
from .words import Words
from .words_en import ENGLISH
from .words_ja import JAPANESE

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "ja": JAPANESE}
"""The languages of reports by their ISO 639-1 code."""

__all__ = [
    "LANGUAGES",
    "Progress",
    "ReportConsole",
    "Told",
    "Words",
    "all_codes",
    "difference_line",
    "divergence_line",
    "json_report",
    "kind_text",
    "print_divergence",
    "print_report",
    "print_verdict",
    "put",
    "replay_command",
    "report_console",
    "safe",
    "save_divergences",
    "save_found",
]
