"""The codes of problems with programs and folders as systems under test (YK44.)."""

from ..oracle.problems import Code

BAD_COMMAND = Code(
    "YK440",
    "the command can not be run",
    "The command after program: can not be read as words, or its first word is no program that can be run: it is not "
    "found, not executable, or no program at all. No shell reads it: there are no variables, pipes or redirections.",
    "Try the command in the same folder; make a script executable and give it a first line (#!), or name its "
    "interpreter: program:python3 shim.py.",
)
PROGRAM_ENDED = Code(
    "YK441",
    "the program ended before it answered",
    "The process of the system under test ended, or closed its standard output, while it was asked. That is no bill "
    "and no refusal: the case is untested. It was started again for the next attempt.",
    "Look at what the program wrote on standard error, which the message and the box beside the report show.",
)
PROGRAM_ERROR = Code(
    "YK442",
    "the program does not know what it is asked",
    "The program answered with an error in place of bills, a refusal or its description.",
    'Answer {"do": "system"} and {"do": "bill", "case": …}, and {"do": "bills", "cases": […]} where '
    "its capabilities give a batch.",
)
ENGINE_ERROR = Code(
    "YK443",
    "the engine broke on the case",
    "The answer says that the billing engine, or its adapter, raised an error. That is no bill and no refusal: the "
    "case is untested.",
    "Look at standard error of the program for where it was raised.",
)
NO_FOLDER = Code(
    "YK444",
    "the folder can not be used",
    "The folder of folder:DIR does not exist or can not be written to, or no batch command is given for it.",
    "Make the folder, put system.json in it, and say what bills the cases in it: --batch-command 'python3 batch.py'.",
)
BATCH_FAILED = Code(
    "YK445",
    "the batch command failed",
    "The command that bills the cases of a folder could not be run, ended with another status than 0, or did not end "
    "in time. Nothing is known of the cases of this round.",
    "Run the command in the folder by hand; what it prints is shown in a box beside the report. Give it longer with "
    "--timeout, which are seconds for each case of a round.",
)
NO_ANSWERS = Code(
    "YK446",
    "no answers in the folder",
    "A folder of answers has neither answers.ndjson nor bills.csv, or they can not be read.",
    "Let the batch write one of them beside cases.ndjson; docs/wire.md has their columns.",
)
BAD_TABLE = Code(
    "YK447",
    "not a table of bills",
    "bills.csv has no heading row, lacks a column that it needs, or has a column twice.",
    "Its columns are case, contract, first_day, last_day, issued, bill, item, amount, quantity, tax, total and "
    "refused; case, first_day, last_day and total have to be there.",
)
BAD_ROW = Code(
    "YK448",
    "a row that can not be read",
    "A row of bills.csv, or a line of answers.ndjson, can not be read. Its case is untested; the others are judged.",
    "Mend the row that the message names by line and column.",
)
UNASKED = Code(
    "YK449",
    "an answer that nobody asked for",
    "A row or an answer names no case, or one that was not exported with these cases.",
    "Give back the `case` of the exported cases; rows of an earlier export do not belong here.",
)
