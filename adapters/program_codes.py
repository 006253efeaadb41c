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
