"""The codes of problems with plans that are carried out by hand, and with their answers (YK7..)."""

from ..oracle import Code

NOT_A_PLAN = Code(
    "YK701",
    "not a plan",
    "The file is not one that `yakkan plan` has written, it was cut off, or its name does not end with .json, .csv or "
    ".xlsx; answers may also be a file of wire answers, .ndjson.",
    "Give the file that `yakkan plan --output` has written; answers are the same file filled in.",
)
OTHER_TERMS = Code(
    "YK702",
    "a plan for other terms",
    "The plan was made from other terms than those given: its expected bills are not theirs.",
    "Give the documents that the plan was made from, or make a new plan.",
)
NO_TERMS = Code(
    "YK703",
    "the plan has no terms in it",
    "A plan in CSV holds the digest of its terms and not the documents, as JSON and XLSX plans do.",
    "Name the documents with --terms.",
)
MISSING_COLUMN = Code(
    "YK704",
    "missing column",
    "A column of the plan is not in the sheet, or its heading was changed.",
    "Take the headings from the plan; columns may stand in another order, and further columns are ignored.",
)
NOT_AN_AMOUNT = Code(
    "YK705",
    "not an amount",
    "The cell has to hold an amount as a decimal, such as 1516 or -3.03, without separators, currency or a formula. "
    "Spreadsheets keep numbers in binary: a number is taken if it reads as a decimal of at most 4 places.",
    "Write the amount as text, as it stands on the bill.",
)
NOT_IN_THE_PLAN = Code(
    "YK706",
    "not in the plan",
    "A row, or an answer, is about a case or a contract that the plan does not have.",
    "Use the sheet of this plan; rows that are added need the case and the contract of another row.",
)
HALF_ANSWERED = Code(
    "YK707",
    "half an answer",
    "Some rows of a case are filled in and others are not, or a row does not say what it has to. A bill that nobody "
    "looked for is not a bill that was not issued.",
    'Fill in every row of the case, "no" where nothing was billed; or none, and the case counts as not tested.',
)
NOT_AN_ANSWER = Code(
    "YK708",
    "not an answer",
    "The cell has to say whether it was billed: yes, no, or refused where the system does not take the case.",
    "Write yes, no or refused (はい, いいえ, 拒否).",
)
NOT_A_DAY = Code(
    "YK709",
    "not a day",
    "The cell has to hold a day, as 2016-05-12 or 2016/5/12.",
    "Write the day with its year first.",
)
TWICE = Code(
    "YK710",
    "twice",
    "A row of the plan, or the answer to a case, is there twice.",
    "Keep the right one.",
)
