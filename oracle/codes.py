"""The codes of problems with terms documents (YK1..) and with cases under them (YK2..)."""

from .problems import Code

UNREADABLE = Code(
    "YK101",
    "the terms cannot be read",
    "The path names no file or folder, holds no .md file, or the file is not UTF-8 text.",
    "Give the path of one terms document, or of a folder that holds them.",
)
NOT_TOML = Code(
    "YK102",
    "a rule is not valid TOML",
    "The block under a clause cannot be parsed. In TOML, words have quotes; numbers and dates do not.",
    'Correct the named line: key = "word", key = 280.80, key = 2016-04-01.',
)
UNKNOWN_KEY = Code(
    "YK103",
    "unknown key",
    "The vocabulary has no such key in this table. Unknown keys are refused, because a rule that is not read is a rule "
    "that is not tested.",
    "Use the suggested name; docs/terms.md lists all keys.",
)
BAD_VALUE = Code(
    "YK104",
    "value not allowed",
    "The key exists, but not with this value. Each setting has a finite list of values, each documented with its "
    "formula and a provider that uses it.",
    "Use one of the allowed values that the error lists; docs/terms.md says what each one means.",
)
MISSING = Code(
    "YK105",
    "missing setting",
    "The document does not say something that can change an amount. There are no defaults, so that nothing is assumed.",
    "Add the key under the clause that fixes it. Where the words of the terms leave it open, choose one value and list "
    "the others as [[reading]] entries.",
)
GIVEN_TWICE = Code(
    "YK106",
    "a setting is given twice",
    "Two clauses give the same setting. Two rules that both apply are a contradiction, even if they agree today.",
    "Keep one of them.",
)
NO_CLAUSE = Code(
    "YK107",
    "a rule without a clause",
    "A rule is under no heading, or under a heading without text, so that a failure could not quote its clause.",
    "Put the rule under the heading of its clause, below the text of the clause.",
)
GAP = Code(
    "YK108",
    "a gap between versions",
    "One version ends before the next takes effect, so no terms are in force on the days in between.",
    "Correct `ends` or `effective`, or add the version that is missing.",
)
OVERLAP = Code(
    "YK109",
    "two versions in force",
    "Two documents of one tariff are in force on the same day, so two rules apply.",
    "Give each version its own `effective` day, and let it end before the next one takes effect.",
)
UNREACHABLE_TIER = Code(
    "YK110",
    "an unreachable tier",
    "A tier's bound is not above the one before it, or a tier follows one without a bound, so no use can reach it. A "
    "last tier with a bound is reported too, since use above it would have no price.",
    "Order the tiers by `up_to`, and leave `up_to` out in the last one only.",
)
BAD_READING = Code(
    "YK111",
    "a reading that is not possible",
    "A [[reading]] names a setting that does not exist here, a value it cannot have, or the value already chosen.",
    "Name an existing setting, such as service.end_day, and another of its values.",
)
NOT_PRICED = Code(
    "YK112",
    "a price is missing",
    "A price refers to an attribute the document does not declare, leaves out one of the attribute's values, or has no "
    "row in force on the effective day.",
    "Declare the attribute, price every value, and date the first row on or before the effective day.",
)
NO_SUCH_ITEM = Code(
    "YK113",
    "no such item",
    "A rule refers to an item that no charge has, or two charges have the same item.",
    "Use the item names of the [[charge]] entries, each once.",
)
ROW_ORDER = Code(
    "YK114",
    "rows out of order",
    "Dated rows must be in the order of their days, each day once.",
    "Sort the rows by `since`.",
)
UNKNOWN_SETTING = Code(
    "YK115",
    "no such setting",
    "A --setting names a key that the document does not have, or does not have the form key=value.",
    "Write the path of the setting as it is written in the document, such as proration.trigger=never.",
)
TOO_LARGE = Code(
    "YK116",
    "an amount too large for columns",
    "The columnar oracle computes in whole numbers of at most 128 bits. With the numbers of the terms and the declared "
    "ranges of use and days an amount under this clause could need more, so nothing is billed.",
    "Declare smaller ranges, or fewer decimals of use; or bill with the scalar oracle, which has no bound.",
)
NOT_IN_COLUMNS = Code(
    "YK117",
    "not billed in columns",
    "The columnar oracle has no formula for this rule or column. It refuses it when the terms are compiled, before any "
    "row is billed.",
    "Bill such terms with the scalar oracle, or leave the column out.",
)
NOTHING_PUBLISHED = Code(
    "YK118",
    "nothing published yet",
    "A charge depends on monthly figures, and the document has none yet. The document is in order, but a bill is "
    "refused without the figures of its month.",
    "Replace `month = []` with [[charge.month]] rows, each with its source, as they are published.",
)

UNKNOWN_TARIFF = Code(
    "YK201",
    "unknown tariff",
    "The case names a tariff that none of the loaded terms documents describes.",
    "Give the folder with that tariff's terms, or correct the case.",
)
NO_VERSION = Code(
    "YK202",
    "no terms in force",
    "A day of the case lies before the first version of the tariff, or after its end.",
    "Add the version that was in force, or move the case.",
)
BAD_ATTRIBUTE = Code(
    "YK203",
    "an attribute is missing or not allowed",
    "The terms price the contract by an attribute that the case does not give, or gives with a value that the terms "
    "do not have.",
    "Give the attribute with one of the allowed values.",
)
BAD_READINGS = Code(
    "YK204",
    "readings that cannot be billed",
    "Meter-reading terms need the scheduled reading days in order, each once; the first is on or before the start.",
    "Give the reading days in order, including the one before the start and those after the end.",
)
BAD_EVENT = Code(
    "YK205",
    "an event that is not possible",
    "An event lies outside the contract, contradicts another one, or is of a kind that these terms have no rule for.",
    "Correct the event's day or type; the message names the event.",
)
FAR_DAY = Code(
    "YK207",
    "a day too far away",
    "A day of the case lies before 1900, after 2999, or more than a hundred years from the contract's start.",
    "Check the year; bills are made for the lifetime of a contract.",
)
NO_ROW = Code(
    "YK208",
    "nothing published for a month",
    "A bill needs a monthly figure (a fuel adjustment) that the terms document does not have.",
    "Add the month's row with its source, or ask for bills of months that the document has.",
)
NO_COLUMN = Code(
    "YK209",
    "a column is missing",
    "The terms need a column that the frame does not have: a day, an attribute, the use, or a setting that was "
    "declared to vary.",
    "Add the column; `columns` of the compiled terms says what each one holds.",
)
NO_SUCH_CONTRACT = Code(
    "YK206",
    "no contract",
    "The case has no contract, or two contracts with the same id.",
    "Give at least one contract, each with an id of its own.",
)
NOT_INSTALLED = Code(
    "YK901",
    "an optional part is not installed",
    "The request needs packages that the base installation of Yakkan does not include: `yakkan serve` needs a web "
    "server, a workbook a library that writes it, a database SQLAlchemy and a driver, and billing by columns Polars.",
    "Install the extra that the message names, or all of them: pip install 'yakkan[all]'.",
)
