"""Reports of a run, one file a format: progress and report in the terminal, JSON, and the saved cases."""

from .codes import all_codes
from .diagnosis import print_diagnosis
from .divergence import Told, difference_line, divergence_line, kind_text, print_divergence
from .json_report import json_report
from .languages import LANGUAGES
from .look import ReportConsole, put, report_console, safe
from .plan_answers import read_answers
from .plan_csv import plan_csv
from .plan_export import export_json
from .plan_feature import plan_feature
from .plan_file import PlanFile, read_plan
from .plan_json import plan_json
from .plan_sheet import plan_notes
from .plan_text import print_plan
from .plan_xlsx import plan_xlsx
from .progress import Progress
from .questions import print_questions, questions_json
from .replays import replay_command
from .saved_cases import read_as, save_divergences, save_found
from .side_by_side import print_side_by_side
from .side_json import side_by_side_json
from .terminal import print_report, print_verdict
from .words import Words
from .worked import Worked, print_worked

__all__ = [
    "LANGUAGES",
    "PlanFile",
    "Progress",
    "ReportConsole",
    "Told",
    "Words",
    "Worked",
    "all_codes",
    "difference_line",
    "divergence_line",
    "export_json",
    "json_report",
    "kind_text",
    "plan_csv",
    "plan_feature",
    "plan_json",
    "plan_notes",
    "plan_xlsx",
    "print_diagnosis",
    "print_divergence",
    "print_plan",
    "print_questions",
    "print_report",
    "print_side_by_side",
    "print_verdict",
    "print_worked",
    "put",
    "questions_json",
    "read_answers",
    "read_as",
    "read_plan",
    "replay_command",
    "report_console",
    "safe",
    "save_divergences",
    "save_found",
    "side_by_side_json",
]
