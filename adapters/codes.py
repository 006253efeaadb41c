"""The codes of problems with what is on the wire (YK3..) and with the connection to a system (YK4..)."""

from ..oracle import Code

TOO_LARGE = Code(
    "YK301",
    "too large",
    "A JSON text is longer than the limit of 4 MiB. The rest of it was not read.",
    "Send less: an answer holds the bills of one case only; a batch can be split.",
)
NOT_UTF8 = Code(
    "YK302",
    "not UTF-8",
    "The wire format is JSON in UTF-8; these bytes are not UTF-8 (often Shift_JIS or Latin-1 text in an item's name).",
    "Encode the text as UTF-8; the message names the first byte that is not.",
)
NOT_JSON = Code(
    "YK303",
    "not JSON",
    "The text cannot be parsed as JSON. The message names line and column; an HTML page here usually comes from a "
    "proxy, a login page or a wrong base URL.",
    "Open the address by hand and correct what is sent.",
)
NESTED_TOO_DEEP = Code(
    "YK304",
    "nested too deep",
    "The JSON is nested so deeply that it cannot be read; nothing in the wire format is more than a few levels deep.",
    "Send the wire format's shape.",
)
DUPLICATE_KEY = Code(
    "YK305",
    "a key is given twice",
    "One JSON object has the same key twice. Parsers disagree about which one counts, so none is taken.",
    "Send each key once.",
)
NOT_A_NUMBER = Code(
    "YK306",
    "NaN or Infinity",
    "The text holds NaN, Infinity or a number too large to represent. JSON has no such values, and neither has money.",
    "Find the division or the missing value that they came from.",
)
LONE_SURROGATE = Code(
    "YK307",
    "not valid Unicode text",
    r"A JSON string holds half of a surrogate pair, such as \ud800 alone. It is not a character and cannot be stored.",
    "Encode the whole character; text was probably cut in the middle of one.",
)
OTHER_PROTOCOL = Code(
    "YK308",
    "another protocol version",
    "The value is written for another version of the wire format. This version reads yakkan/1 only.",
    "Use the Yakkan version that speaks it, or write the value as yakkan/1.",
)
MISSING_KEY = Code(
    "YK309",
    "missing key",
    "The wire format requires a key that is not there. A bill without a `total` cannot be judged.",
    "Add the key that the path names.",
)
WRONG_TYPE = Code(
    "YK310",
    "not the right kind of value",
    "The key is there, but its value is not of the kind that the wire format requires.",
    "Send the kind of value that the message asks for.",
)
NOT_DECIMAL_STRING = Code(
    "YK311",
    "not a decimal string",
    "Money and quantities travel as decimal strings in major units. A JSON number is read as binary floating point by "
    "most programs, which is not what was written: 0.1 + 0.2 is not 0.3 there.",
    'Write "1684" or "-3.03": a string of digits, with a point before decimals, no exponent, no thousands separator.',
)
NOT_A_DAY = Code(
    "YK312",
    "not a day",
    "Days are YYYY-MM-DD and must exist in the calendar.",
    'Write "2016-06-08".',
)
UNKNOWN_EVENT = Code(
    "YK313",
    "unknown event type",
    "An event of the case is of a type that yakkan/1 does not have. It is refused, because an event that is skipped "
    "changes the bills.",
    "Use one of the types that the message lists.",
)
TWO_FORMS = Code(
    "YK314",
    "two forms at once",
    "A case either describes one contract or has `contracts`; an answer has either `bills` or `refused`. Having both "
    "is a contradiction.",
    "Keep one of the two.",
)
WRONG_CASE = Code(
    "YK315",
    "answer to another case",
    "The answer carries another case's id. Answers are probably mixed up between calls that run at the same time, "
    "or left over from an earlier call.",
    "Return the `case` of the request.",
)
UNKNOWN_CONTRACT = Code(
    "YK316",
    "bill of another contract",
    "A bill names a contract that the case does not have.",
    "Return the contract id from the case.",
)
CONTRACT_MISSING = Code(
    "YK317",
    "bill without a contract",
    "The case has several contracts, so each bill must say which one it is for.",
    "Give `contract` in each bill.",
)
NEGATIVE_PERIOD = Code(
    "YK318",
    "a period that ends before it starts",
    "A bill's last_day is before its first_day. Both are days that are billed: a bill for a single day has the same "
    "day in both.",
    "Give the first and last days that the bill charges for.",
)
NOT_WRITABLE = Code(
    "YK319",
    "cannot be written exactly",
    "A quantity of a case has no finite decimal form, so it could not be sent to the system exactly.",
    "Use quantities with a finite number of decimals.",
)
BATCH_TOO_LONG = Code(
    "YK320",
    "too many cases at once",
    "A batch has more cases than the system said it accepts in one call.",
    "Split it; `capabilities.batch` of GET /v1/system is the largest number.",
)

UNREACHABLE = Code(
    "YK401",
    "the system cannot be reached",
    "No connection could be made, or it broke before the answer was complete. It is not known what the system bills.",
    "Start the system, and check the host and port; `yakkan smoke` tests just the connection.",
)
TIMED_OUT = Code(
    "YK402",
    "no answer in time",
    "The system did not send a complete answer within the time-out.",
    "Allow more time (--timeout), or make fewer calls at once (--concurrency).",
)
BUSY = Code(
    "YK403",
    "the system is busy",
    "The system answered 429 or 503 to every attempt, even after the waiting time that it asked for.",
    "Lower --concurrency, or wait until the system has time.",
)
SERVER_ERROR = Code(
    "YK404",
    "the system failed",
    "The system answered with a server error (5xx). That is neither a bill nor a refusal: the case is untested.",
    "Look in the system's own log for the case id, which is also the Idempotency-Key.",
)
UNEXPECTED_STATUS = Code(
    "YK405",
    "unexpected HTTP status",
    "The wire format knows 200 for bills, 422 for a refusal, 429 and 503 for busy. Any other status means that "
    "the request did not reach the adapter: credentials (401, 403), address (404, 405) or a gateway.",
    "Check the base URL, without /v1, and the credentials.",
)
REDIRECTED = Code(
    "YK406",
    "redirected",
    "The system redirects. Redirects are not followed: credentials would go to an address that nobody gave.",
    "Use the address that it redirects to as the base URL.",
)
NOT_A_REFUSAL = Code(
    "YK407",
    "422 without a refusal",
    "422 says that the system refuses the case, and its body must say why. This body is something else, often a "
    "framework's own validation message: in that case the request did not reach the adapter.",
    'Answer {"case": "…", "refused": {"code": "…", "message": "…"}}.',
)
UNTRUSTED = Code(
    "YK408",
    "certificate not trusted",
    "The system's TLS certificate cannot be verified. Verification is never switched off.",
    "Give the CA bundle of the authority that signed it (--ca FILE), or fix the certificate.",
)
BAD_TARGET = Code(
    "YK409",
    "no such kind of connection",
    "The system under test is given in a form that no adapter understands.",
    "Write http(s)://host:port/base, program:COMMAND, folder:DIR, sql:MAPPING.toml or py:module:object.",
)
BAD_OPTION = Code(
    "YK410",
    "option out of range",
    "The time-out, the number of attempts, the concurrency, the rate or the batch size is out of range.",
    "Use numbers above 0; attempts, concurrent calls and cases in a call are whole numbers.",
)
BAD_CREDENTIALS = Code(
    "YK411",
    "credentials cannot be used",
    "YAKKAN_SUT_TOKEN is for a bearer token; YAKKAN_SUT_USER and YAKKAN_SUT_PASSWORD together are for basic "
    "authentication. Only one of the two can be used, and none of the values may contain a line break.",
    "Set the variables of one of the two and unset the others.",
)
BAD_HEADER = Code(
    "YK412",
    "header cannot be sent",
    "A header's name or value contains characters that HTTP does not allow.",
    "Use visible ASCII characters; check for a line break at the end of the value.",
)
BAD_CA = Code(
    "YK413",
    "certificate bundle cannot be read",
    "The file of certificate authorities does not exist or contains no certificate in PEM format.",
    "Give a PEM file: -----BEGIN CERTIFICATE-----.",
)
NOT_IMPORTABLE = Code(
    "YK414",
    "the Python system cannot be loaded",
    "The module of py:module:object cannot be imported, has no such object, or its class cannot be instantiated.",
    "Try `python -c 'import module'` in the same folder.",
)
NOT_A_SYSTEM = Code(
    "YK415",
    "the Python object cannot bill",
    "The object is not a function of a case, and has no method `bill`.",
    "Write `def bill(case: dict) -> dict`, or a class with such a method, and name that.",
)
RAISED = Code(
    "YK416",
    "the Python system raised an exception",
    "The code under test raised instead of answering. That is neither a bill nor a refusal: the case is untested.",
    "Fix it at the file and line that the message names.",
)
CANNOT_LISTEN = Code(
    "YK417",
    "the server cannot listen",
    "The host and port cannot be bound: the port is in use or privileged, or the host is not this machine's.",
    "Use port 0 for any free port.",
)
BATCH_UNREADABLE = Code(
    "YK330",
    "not the answers of a batch",
    'A batch is answered by {"answers": […]}. The body is something else; its cases are asked one by one.',
    "Answer with a list under `answers`, one answer or refusal for each case.",
)
NOT_IN_BATCH = Code(
    "YK331",
    "a case of a batch without its answer",
    "The system answered the batch but not this case: the answer was left out, or carries another case's id.",
    "Give one answer or refusal for each case of the batch, with the case's own `case`.",
)
ANSWERED_TWICE = Code(
    "YK332",
    "two answers to one case of a batch",
    "The system answered one case of a batch twice, with different answers. It is unclear which one counts.",
    "Give one answer or refusal for each case of the batch.",
)
ECHOED = Code(
    "YK430",
    "the answer contains the credentials",
    "The name of an item in the answer contains the credentials that the system was called with. It could not be "
    "reported without them, so the answer is not judged.",
    "Find where the system copies headers into bills; if the password is an everyday word, choose another one.",
)
TOKEN_COMMAND = Code(
    "YK431",
    "the token command gave no token",
    "The command of --token-command could not be run, took longer than a minute, failed, or printed nothing. What it "
    "printed is never shown.",
    "Run it by hand: it must print the token, and nothing else, on standard output, and end with status 0.",
)
BAD_CERTIFICATE = Code(
    "YK432",
    "the client certificate cannot be used",
    "The certificate (--cert) or its key (--key) cannot be read, they do not belong together, or the key's password, "
    "in YAKKAN_SUT_KEY_PASSWORD, is missing or wrong.",
    "Give PEM files; a certificate file may hold its key too.",
)
BAD_PROXY = Code(
    "YK433",
    "not a usable proxy",
    "The value is not the URL of an HTTP proxy.",
    "Write http://host:port, or http://user:password@host:port.",
)
BAD_MAPPING = Code(
    "YK460",
    "the mapping file cannot be used",
    "The file of sql:MAPPING.toml says which tables and columns of a vendor's database hold which values of a case, "
    "how billing is run and where bills are read. The message names the key and what is allowed there.",
    "Correct the key; docs/sql.md describes them all, with a worked example.",
)
NO_SQLALCHEMY = Code(
    "YK461",
    "a database package is not installed",
    "A system behind a database is reached through SQLAlchemy and the driver of the database. One of them is missing.",
    "Install yakkan[sql], which brings SQLAlchemy and the PostgreSQL driver; install any other driver separately.",
)
BAD_DATABASE = Code(
    "YK462",
    "the database URL cannot be used",
    "The database's URL is missing, or is not in the form that SQLAlchemy reads.",
    "Write dialect+driver://user@host:port/database as database.url of the mapping, or in YAKKAN_SUT_DATABASE.",
)
NO_SUCH_TABLE = Code(
    "YK463",
    "the database has no such table or column",
    "The mapping names a table or a column that the database does not have or that its user may not see.",
    "Correct the name in the mapping, or check the schema and the user.",
)
STATEMENT_FAILED = Code(
    "YK464",
    "a statement failed",
    "The database refused a statement. The case was rolled back and is untested. If such an error is how the system "
    "refuses a case, list its code in refusal_errors of the mapping.",
    "Look at the key that the message names, and at the log of the database.",
)
NOT_MAPPED = Code(
    "YK465",
    "the mapping does not cover the case",
    "The mapping writes some part of the case nowhere, or has no code for it in `values`. Leaving it out would change "
    "the bills, so the case is refused before the system sees it.",
    "Write it, declare in [capabilities] that the system does not accept it, or list it in `ignores`.",
)
NOT_READABLE = Code(
    "YK466",
    "a value of the database cannot be used",
    "A column holds another kind of value than the mapping says. Money in binary floating point is not accepted unless "
    "it is declared: 0.1 + 0.2 is not 0.3 there.",
    "Correct `as`, `format` or `scale` of the column that the message names.",
)
RUN_FAILED = Code(
    "YK467",
    "the billing run failed",
    "The command of [run] ended with an error or could not be started. The case is untested.",
    "Run the command by hand, in the same folder.",
)


BAD_COMMAND = Code(
    "YK440",
    "the command cannot be run",
    "The command after program: cannot be split into words, or its first word cannot be run: it is not found, not "
    "executable, or not a program. No shell reads it: there are no variables, pipes or redirections.",
    "Try the command in the same folder; make a script executable and give it a first line (#!), or name its "
    "interpreter: program:python3 shim.py.",
)
PROGRAM_ENDED = Code(
    "YK441",
    "the program ended before it answered",
    "The process of the system under test ended, or closed its standard output, before it had answered. That is "
    "neither a bill nor a refusal: the case is untested. It was started again for the next attempt.",
    "Look at what the program wrote on standard error, which the message and a box beside the report show.",
)
PROGRAM_ERROR = Code(
    "YK442",
    "the program does not know the request",
    "The program answered with an error instead of bills, a refusal or its description.",
    'Answer {"do": "system"} and {"do": "bill", "case": …}, and {"do": "bills", "cases": […]} if '
    "its capabilities include batch.",
)
ENGINE_ERROR = Code(
    "YK443",
    "the engine failed on the case",
    "The answer says that the billing engine, or its adapter, raised an error. That is neither a bill nor a "
    "refusal: the case is untested.",
    "The standard error of the program shows where it was raised.",
)
NO_FOLDER = Code(
    "YK444",
    "the folder cannot be used",
    "The folder of folder:DIR does not exist or cannot be written to, or no batch command is given.",
    "Create the folder, put system.json in it, and give the command that bills the cases: "
    "--batch-command 'python3 batch.py'.",
)
BATCH_FAILED = Code(
    "YK445",
    "the batch command failed",
    "The command that bills the cases of a folder could not be run, ended with a status other than 0, or did not end "
    "in time. The cases of this round are untested.",
    "Run the command in the folder by hand; what it prints is shown in a box beside the report. Allow more time "
    "with --timeout, in seconds for each case of a round.",
)
NO_ANSWERS = Code(
    "YK446",
    "no answers in the folder",
    "A folder of answers has neither answers.ndjson nor bills.csv, or they cannot be read.",
    "Have the batch write one of them beside cases.ndjson; docs/wire.md lists their columns.",
)
BAD_TABLE = Code(
    "YK447",
    "not a table of bills",
    "bills.csv has no heading row, lacks a required column, or has a column twice.",
    "Its columns are case, contract, first_day, last_day, issued, bill, item, amount, quantity, tax, total and "
    "refused; case, first_day, last_day and total are required.",
)
BAD_ROW = Code(
    "YK448",
    "a row that cannot be read",
    "A row of bills.csv, or a line of answers.ndjson, cannot be read. Its case is untested; the others are judged.",
    "Correct the row; the message names its line and column.",
)
UNKNOWN_CASE = Code(
    "YK449",
    "an answer to an unknown case",
    "A row or an answer names no case, a case that is not one of those exported, or a case that was answered before.",
    "Answer each exported case once, by its `case`; rows of an earlier export do not belong here.",
)
