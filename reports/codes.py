"""The codes of problems with plans of acceptance tests by hand, and with their answers (YK7..)."""

from ..oracle import Code

NOT_A_PLAN = Code(
    "YK701",
    "not a plan",
    "The file was not written by `yakkan plan`, part of it is missing, or its name does not end with .json, .csv or "
    ".xlsx. Answers may also be a file of wire answers, .ndjson.",
    "Give the file that `yakkan plan --output` wrote; answers are the same file filled in.",
)
OTHER_TERMS = Code(
    "YK702",
    "a plan for other terms",
    "The plan was made from different terms, so its expected bills do not apply to the terms given.",
    "Give the documents that the plan was made from, or make a new plan.",
)
NO_TERMS = Code(
    "YK703",
    "the plan does not contain its terms",
    "A plan in CSV contains only the digest of its terms; plans in JSON and XLSX contain the documents themselves.",
    "Give the documents with --terms.",
)
MISSING_COLUMN = Code(
    "YK704",
    "missing column",
    "A column of the plan is missing from the sheet, or its heading was changed.",
    "Use the headings of the plan. Columns may be in any order, and additional columns are ignored.",
)
NOT_AN_AMOUNT = Code(
    "YK705",
    "not an amount",
    "The cell must hold a decimal amount, such as 1516 or -3.03, without separators, currency or formula. Spreadsheets "
    "store numbers in binary: a number is accepted if it reads as a decimal with at most 4 places.",
    "Write the amount as text, exactly as on the bill.",
)
NOT_IN_THE_PLAN = Code(
    "YK706",
    "not in the plan",
    "A row, or an answer, names a case or a contract that is not in the plan.",
    "Use the sheet of this plan. A row that you add needs the case and the contract of another row.",
)
HALF_ANSWERED = Code(
    "YK707",
    "incomplete answer",
    "Some rows of a case are filled in and others are not, or a row leaves out something that it needs. An empty row "
    "does not say that no bill was issued: perhaps nobody looked.",
    'Fill in every row of the case, with "no" where nothing was billed; or no row, and the case counts as not tested.',
)
NOT_AN_ANSWER = Code(
    "YK708",
    "not an answer",
    "The cell must say whether it was billed: yes, no, or refused where the system does not accept the case.",
    "Write yes, no or refused (はい, いいえ, 拒否).",
)
NOT_A_DAY = Code(
    "YK709",
    "not a day",
    "The cell must hold a day, such as 2016-05-12 or 2016/5/12.",
    "Write the day with the year first.",
)
TWICE = Code(
    "YK710",
    "duplicate",
    "A row of the plan, or the answer to a case, occurs twice.",
    "Keep the correct one and delete the other.",
)
