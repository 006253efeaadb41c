"""A billing system that is a batch on a folder, and the files in it."""

from .answers import FolderAnswers, read_answers_file, read_folder, read_system_file
from .cases import FolderFormat, cases_as_files, write_text
from .system import FolderSystem

__all__ = [
    "FolderAnswers",
    "FolderFormat",
    "FolderSystem",
    "cases_as_files",
    "read_answers_file",
    "read_folder",
    "read_system_file",
    "write_text",
]
