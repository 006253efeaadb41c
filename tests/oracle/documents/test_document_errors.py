"""Terms documents that cannot be used: each error with its code, its file and line, its clause and a hint."""

from dataclasses import dataclass

import pytest
from yakkan.oracle import TermsError, change_settings, codes, load_terms, parse_setting, setting_paths, setting_value

GOOD = """# Water

```toml
tariff = "water"
language = "en"
currency = "JPY"
effective = 2016-04-01
source = "the town, by-law, 2016"
```

## 1 Bore

By the bore of the meter.

```toml
[[attribute]]
name = "bore"
values = ["13", "20"]
```

## 2 Service

Calendar months, from the first day used to the last, never prorated, at the prices of the last day.

```toml
[period]
kind = "calendar-month"

[service]
start_day = "billed"
end_day = "billed"
same_day = "as-counted"
cancellation = "on-end-day"
first_period = "charged"

[versions]
in_force_on = "last-billed-day"

[proration]
trigger = "never"
```

## 3 Charges

A basic fee by the bore, and a rate for each cubic metre in two tiers.

```toml
[[charge]]
item = "basic"
kind = "fixed"

[[charge.price]]
since = 2016-04-01
attribute = "bore"
amounts = { "13" = 600, "20" = 900 }
source = "the town, price list, 2016"

[[charge]]
item = "use"
kind = "usage"
tiers = "graduated"

[[charge.price]]
since = 2016-04-01
tiers = [{ up_to = 10, rate = 0 }, { rate = 120.5 }]
source = "the town, price list, 2016"
```

## 4 Rounding

The total is cut to the yen; there is no tax.

```toml
[rounding]
line = "exact"
total = "floor"
total_unit = 1

[tax]
prices = "outside-tax"

[[reading]]
setting = "service.end_day"
value = "not-billed"
why = "the by-law only says: until the end"
```
"""

FEE = """
[[attribute]]
name = "fee"
bounds = [{{ when = {{ {when} }}, minimum = 1, maximum = 2 }}]
"""


@dataclass(frozen=True)
class Bad:
    """The good document with `old` replaced by `new`, and the one problem that this makes.

    The problem is on the line with `at`, in the clause with `clause`; without a `hint` it is the code's remedy.
    """

    old: str
    new: str
    code: str
    at: str
    clause: str
    message: str
    hint: str = ""


BAD = {
    "a word without quotes": Bad(
        'trigger = "never"',
        "trigger = never",
        "YK102",
        "trigger = never",
        "2 Service",
        "Invalid value: trigger = never",
    ),
    "a key of one block twice": Bad(
        'line = "exact"',
        'line = "exact"\nline = "exact"',
        "YK102",
        'line = "exact"\ntotal',
        "4 Rounding",
        'Cannot overwrite a value: line = "exact"',
    ),
    "an unknown key": Bad(
        'trigger = "never"',
        'triger = "never"\ntrigger = "never"',
        "YK103",
        "triger =",
        "2 Service",
        "proration.triger is not a key of this table",
        'did you mean "trigger"?',
    ),
    "an unknown key of a charge": Bad(
        'item = "use"',
        'item = "use"\ntier = "volume"',
        "YK103",
        "tier =",
        "3 Charges",
        "charge.1.tier is not a key of this table",
        'did you mean "tiers"?',
    ),
    "a key that the document's form gives": Bad(
        'currency = "JPY"',
        'currency = "JPY"\ntitle = "Water"',
        "YK103",
        "title =",
        "Water",
        "title is taken from the document itself, not given as a key",
    ),
    "a value that is no choice": Bad(
        'end_day = "billed"',
        'end_day = "unbilled"',
        "YK104",
        'end_day = "unbilled"',
        "2 Service",
        'service.end_day: "unbilled" is not allowed',
        'did you mean "billed"?',
    ),
    "a kind of charge that is none": Bad(
        'kind = "fixed"',
        'kind = "flat"',
        "YK104",
        "[[charge]]",
        "3 Charges",
        "charge.0.kind is missing or not allowed",
        "allowed: 'fixed', 'per-quantity', 'usage', 'adjustment', 'minimum', 'maximum', 'surcharge', 'discount', "
        "'one-off', 'termination'",
    ),
    "a number that is text": Bad(
        "total_unit = 1",
        'total_unit = "one"',
        "YK104",
        "total_unit",
        "4 Rounding",
        "rounding.total_unit: 'one' is not a decimal number, found one",
    ),
    "figures that end before the terms begin": Bad(
        'currency = "JPY"',
        'currency = "JPY"\nfigures_until = 2016-03-31',
        "YK104",
        "figures_until",
        "Water",
        "figures_until 2016-03-31 is before effective 2016-04-01",
    ),
    "bounds for an attribute that is not there": Bad(
        'values = ["13", "20"]',
        'values = ["13", "20"]\n' + FEE.format(when='bor = "13"'),
        "YK104",
        "bounds =",
        "1 Bore",
        'the attribute "bor" is not declared',
        'did you mean "bore"?',
    ),
    "bounds for a value that the attribute has not": Bad(
        'values = ["13", "20"]',
        'values = ["13", "20"]\n' + FEE.format(when='bore = "3"'),
        "YK104",
        "bounds =",
        "1 Bore",
        'bore has no value "3"',
        'did you mean "13"?',
    ),
    "a missing setting": Bad(
        'same_day = "as-counted"\n',
        "",
        "YK105",
        "[service]",
        "2 Service",
        "service.same_day is missing",
        "allowed: as-counted, one-day",
    ),
    "a setting that another one needs": Bad(
        "total_unit = 1\n",
        "",
        "YK105",
        "[rounding]",
        "4 Rounding",
        "rounding: total_unit is missing: it is needed with rounding of the total floor",
    ),
    "a missing table": Bad(
        '[versions]\nin_force_on = "last-billed-day"\n',
        "",
        "YK105",
        "# Water",
        "Water",
        "versions is missing",
    ),
    "a setting in two clauses": Bad(
        "[rounding]",
        '[proration]\ntrigger = "never"\n\n[rounding]',
        "YK106",
        'trigger = "never"\n\n[rounding]',
        "4 Rounding",
        "proration.trigger is also given by an earlier clause",
    ),
    "a rule under the title": Bad(
        "## 1 Bore\n\nBy the bore of the meter.\n",
        "",
        "YK107",
        "[[attribute]]",
        "Water",
        "attribute is under no clause",
    ),
    "a clause without words": Bad(
        "By the bore of the meter.\n",
        "",
        "YK107",
        "[[attribute]]",
        "1 Bore",
        "attribute: the clause has no text",
    ),
    "a tier that ends before it begins": Bad(
        "{ up_to = 10, rate = 0 }, ",
        "{ up_to = 10, rate = 0 }, { up_to = 10, rate = 1 }, ",
        "YK110",
        "tiers = [",
        "3 Charges",
        "tier 2 ends at 10, not above 10",
    ),
    "a last tier with a bound": Bad(
        "{ rate = 120.5 }",
        "{ up_to = 20, rate = 120.5 }",
        "YK110",
        "tiers = [",
        "3 Charges",
        "use above 20 reaches no tier",
    ),
    "a tier after the last": Bad(
        "{ rate = 120.5 }",
        "{ rate = 120.5 }, { rate = 130 }",
        "YK110",
        "tiers = [",
        "3 Charges",
        "tier 3 follows a tier without a bound",
    ),
    "a first tier of no use": Bad(
        "up_to = 10",
        "up_to = 0",
        "YK110",
        "tiers = [",
        "3 Charges",
        "tier 1 ends at 0: no use is that small",
    ),
    "a reading of no setting": Bad(
        'setting = "service.end_day"',
        'setting = "service.last_day"',
        "YK111",
        "[[reading]]",
        "4 Rounding",
        'there is no setting "service.last_day"',
        'did you mean "service.start_day"?',
    ),
    "a reading of a value that is none": Bad(
        'value = "not-billed"',
        'value = "unbilled"',
        "YK111",
        "[[reading]]",
        "4 Rounding",
        'service.end_day: "unbilled" is not allowed',
        'did you mean "billed"?',
    ),
    "a reading of what is chosen": Bad(
        'value = "not-billed"',
        'value = "billed"',
        "YK111",
        "[[reading]]",
        "4 Rounding",
        "service.end_day is already billed",
    ),
    "a price by an attribute that is not there": Bad(
        'attribute = "bore"\namounts',
        'attribute = "boer"\namounts',
        "YK112",
        'attribute = "bo',
        "3 Charges",
        'the attribute "boer" is not declared',
        'did you mean "bore"?',
    ),
    "a value without a price": Bad(
        'values = ["13", "20"]',
        'values = ["13", "20", "25"]',
        "YK112",
        "amounts =",
        "3 Charges",
        "no amount for bore 25",
    ),
    "a price for a value that is not there": Bad(
        'values = ["13", "20"]',
        'values = ["13"]',
        "YK112",
        "amounts =",
        "3 Charges",
        "bore has no value 20",
        "allowed: 13",
    ),
    "a word as a price": Bad(
        'amounts = { "13" = 600, "20" = 900 }\n',
        "",
        "YK112",
        'attribute = "bo',
        "3 Charges",
        'the attribute "bore" is not an amount: amounts is missing',
    ),
    "prices that begin after the terms": Bad(
        "since = 2016-04-01\nattribute",
        "since = 2016-05-01\nattribute",
        "YK112",
        "since = 2016-05-01",
        "3 Charges",
        "no row is in force on 2016-04-01: the first one is dated 2016-05-01",
    ),
    "two charges with one item": Bad(
        'item = "use"',
        'item = "basic"',
        "YK113",
        'item = "basic"\nkind = "usage"',
        "3 Charges",
        'two charges have the item "basic"',
    ),
    "a component that is no charge": Bad(
        'trigger = "never"',
        'trigger = "never"\ncomponents = ["base"]',
        "YK113",
        "components",
        "2 Service",
        'no charge has the item "base"',
        'did you mean "basic"?',
    ),
    "rows out of order": Bad(
        '[[charge]]\nitem = "use"',
        '[[charge.price]]\nsince = 2016-04-01\nattribute = "bore"\namounts = { "13" = 1, "20" = 2 }\nsource = "x"\n\n'
        '[[charge]]\nitem = "use"',
        "YK114",
        'since = 2016-04-01\nattribute = "bore"\namounts = { "13" = 1',
        "3 Charges",
        "2016-04-01 follows 2016-04-01",
    ),
}


def problems_of(*paths):
    with pytest.raises(TermsError) as caught:
        load_terms(*paths)
    return caught.value.problems


def line_of(text, marker):
    assert marker in text
    return text[: text.index(marker)].count("\n") + 1


def remedy(code):
    return next(known.remedy for known in vars(codes).values() if getattr(known, "id", "") == code)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder that commands are given from, so that places are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder):
    """Write a document into the folder; its path as the user would give it."""

    def written(text, name="water.md"):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return (folder / name).relative_to(folder)

    return written


def test_the_good_document_loads(write):
    """The document that the bad ones are made of has no problem."""
    assert load_terms(write(GOOD)).tariffs == ("water",)


@pytest.mark.parametrize("bad", BAD.values(), ids=list(BAD))
def test_a_bad_document_has_one_problem(write, bad):
    """Each error says its code, file and line, clause, what was found and what to do."""
    assert GOOD.count(bad.old) == 1
    text = GOOD.replace(bad.old, bad.new)

    (problem,) = problems_of(write(text))

    assert problem.code.id == bad.code
    assert problem.message == bad.message
    assert problem.place == f"water.md:{line_of(text, bad.at)}"
    assert problem.clause == bad.clause
    assert problem.hint == (bad.hint or remedy(bad.code))


def test_every_code_of_documents_is_tried():
    """Each code YK101 to YK115 has a test in this file; YK118 is a warning."""
    with_files_of_their_own = {"YK101", "YK108", "YK109", "YK115"}

    assert {bad.code for bad in BAD.values()} | with_files_of_their_own == {f"YK{number}" for number in range(101, 116)}


def test_a_problem_is_told_in_two_lines(write):
    """An error is told with its code, place, clause and message, and below them the hint."""
    (problem,) = problems_of(write(GOOD.replace('end_day = "billed"', 'end_day = "unbilled"')))

    assert str(problem) == (
        'YK104 water.md:31 2 Service: service.end_day: "unbilled" is not allowed\n      hint: did you mean "billed"?'
    )


def test_one_wrong_word_is_one_problem(write):
    """A word that stands for a whole table of settings is reported once, under the key as it is written."""
    rule = (
        'trigger = "always"\nnumerator = "used-days"\ndenominator = "billing-periods"\n'
        'whole_period = "prorated"\nabove_whole = "full-fee"\ncomponents = ["basic"]'
    )
    text = GOOD.replace('trigger = "never"', rule)

    (problem,) = problems_of(write(text))

    assert problem.message == 'proration.denominator: "billing-periods" is not allowed'
    assert problem.place == f"water.md:{line_of(text, 'denominator')}"
    assert problem.hint == 'did you mean "billing-period"?'


def test_all_problems_of_a_document_are_reported(write):
    """Several errors of one document are told together, in the order of its lines."""
    text = (
        GOOD.replace("By the bore of the meter.\n", "")
        .replace('kind = "calendar-month"', 'kind = "month"')
        .replace('same_day = "as-counted"\n', "")
        .replace('trigger = "never"', 'trigger = "never"\nrounds = 1')
        .replace('why = "the by-law only says: until the end"\n', "")
    )

    problems = problems_of(write(text))

    assert [problem.code.id for problem in problems] == ["YK107", "YK104", "YK105", "YK103", "YK105"]


def test_all_blocks_that_are_not_toml_are_reported(write):
    """A block that cannot be parsed does not hide another one, nor a clause without words."""
    text = (
        GOOD.replace("By the bore of the meter.\n", "")
        .replace('trigger = "never"', "trigger = never")
        .replace("total_unit = 1", "total_unit =")
    )

    problems = problems_of(write(text))

    assert [problem.code.id for problem in problems] == ["YK107", "YK102", "YK102"]


def test_all_documents_are_reported(write):
    """A document with an error does not hide the errors of another one."""
    problems = problems_of(
        write(GOOD.replace('trigger = "never"', 'trigger = "ever"'), "one.md"),
        write(GOOD.replace("effective = 2016-04-01", "effective = 2016"), "two.md"),
    )

    assert [problem.place for problem in problems] == ["one.md:40", "two.md:7"]


def test_a_missing_path(folder):
    """A path that names nothing is an error that names the path."""
    (problem,) = problems_of((folder / "nothing").relative_to(folder))

    assert str(problem) == "YK101 nothing: there is no such file or folder"


def test_a_folder_without_documents(folder):
    """A folder without terms is an error, not an empty book; its README is none."""
    (folder / "README.md").write_text("# Not terms\n")

    (problem,) = problems_of(folder)

    assert str(problem) == f"YK101 {folder}: the folder holds no .md file"


def test_a_file_that_is_not_utf8(write):
    """A document in another encoding is an error on its first line that cannot be read."""
    (problem,) = problems_of(write("# Water\n\n約款".encode("shift-jis")))

    assert problem.code.id == "YK101"
    assert problem.place == "water.md:3"
    assert problem.hint == "save the document as UTF-8"


def test_a_byte_order_mark_is_no_part_of_the_title(write):
    """A document that an editor saved with a byte order mark has its title."""
    (terms,) = load_terms(write(b"\xef\xbb\xbf" + GOOD.encode()))

    assert terms.title == "Water"


def test_a_gap_between_versions(write):
    """A version that ends before the next one takes effect leaves days without terms."""
    one = write(GOOD.replace("effective = 2016-04-01", "effective = 2016-04-01\nends = 2017-03-30"), "2016.md")
    two = write(GOOD.replace("effective = 2016-04-01", "effective = 2017-04-01"), "2017.md")

    (problem,) = problems_of(one, two)

    assert problem.code.id == "YK108"
    assert (problem.place, problem.clause) == ("2017.md:7", "Water")
    assert problem.message == "water: no version is in force from 2017-03-31 to 2017-03-31"
    assert problem.hint == remedy("YK108")


def test_a_version_that_ends_the_day_before_the_next_leaves_no_gap(write):
    """Versions that tile are no problem."""
    one = write(GOOD.replace("effective = 2016-04-01", "effective = 2016-04-01\nends = 2017-03-31"), "2016.md")
    two = write(GOOD.replace("effective = 2016-04-01", "effective = 2017-04-01"), "2017.md")

    assert len(load_terms(one, two).of("water")) == 2


def test_a_version_that_ends_after_the_next_begins(write):
    """Two versions in force on one day are an error."""
    one = write(GOOD.replace("effective = 2016-04-01", "effective = 2016-04-01\nends = 2017-04-01"), "2016.md")
    two = write(GOOD.replace("effective = 2016-04-01", "effective = 2017-04-01"), "2017.md")

    (problem,) = problems_of(one, two)

    assert problem.code.id == "YK109"
    assert (problem.place, problem.clause) == ("2017.md:7", "Water")
    ends = "water: the version of 2016-04-01 ends on 2017-04-01"
    assert problem.message == f"{ends}, but this one takes effect on 2017-04-01"


def test_two_versions_of_one_day(write):
    """Two documents of a tariff that take effect on one day are an error that names both."""
    (problem,) = problems_of(write(GOOD, "one.md"), write(GOOD, "two.md"))

    assert problem.code.id == "YK109"
    assert problem.place == "two.md:7"
    assert problem.message == "water: one.md also takes effect on 2016-04-01"


def test_rows_of_one_table_in_two_clauses_keep_their_own_clause(write):
    """A row that a later clause adds stands under that clause, the earlier row under its own."""
    taxed = """prices = "tax-inclusive"
rate_on = "last-billed-day"
rounding = "floor"
unit = 1

[[tax.rate]]
since = 2014-04-01
rate = 0.08
source = "law, 2014"
"""
    later = """
## 5 Rates to come

10 %.

```toml
[[tax.rate]]
since = 2019-10-01
rate = 0.10
source = "law, 2019"
```
"""

    (terms,) = load_terms(write(GOOD.replace('prices = "outside-tax"\n', taxed) + later))

    assert [row.source for row in terms.tax.rate] == ["law, 2014", "law, 2019"]
    assert terms.clause("tax.rate.0").heading == "4 Rounding"
    assert terms.clause("tax.rate.1.rate").heading == "5 Rates to come"


def test_a_table_in_two_clauses_is_the_first_ones(write):
    """A table's own clause is the one that opens it; each key has the clause it stands in."""
    later = """
## 5 Free months

The first month is free.

```toml
[service]
first_period = "free"
```
"""

    (terms,) = load_terms(write(GOOD.replace('first_period = "charged"\n', "") + later))

    assert terms.clause("service").heading == "2 Service"
    assert terms.clause("service.end_day").heading == "2 Service"
    assert terms.clause("service.first_period").heading == "5 Free months"


def test_a_setting_without_an_equals_sign():
    """A setting on a command line is key=value."""
    with pytest.raises(TermsError) as caught:
        parse_setting("proration.trigger")

    assert str(caught.value) == (
        'YK115 "proration.trigger" is not of the form key=value\n      hint: ' + remedy("YK115")
    )


@pytest.mark.parametrize("path", ["proration.tigger", "charge.fuel.kind", "charge.7.kind", "title", "text", "clauses"])
def test_a_setting_that_is_not_there(write, path):
    """A setting that the document does not have cannot be changed, nor can what its form gives."""
    (terms,) = load_terms(write(GOOD))

    with pytest.raises(TermsError) as caught:
        change_settings(terms, {path: "never"})

    (problem,) = caught.value.problems
    assert problem.code.id == "YK115"
    assert problem.message == f'there is no setting "{path}"'
    assert problem.hint


@pytest.mark.parametrize("path", ["", "proration.tigger", "charge.fuel.kind", "charge.7.kind", "clause", "title.upper"])
def test_a_setting_that_is_not_there_has_no_value(write, path):
    """What the terms do not give has no value."""
    (terms,) = load_terms(write(GOOD))

    assert setting_value(terms, path) is None


def test_every_setting_given_has_a_value(write):
    """The paths of the settings are those that have a value, tables without rows left out."""
    (terms,) = load_terms(write(GOOD))

    assert all(setting_value(terms, path) is not None for path in setting_paths(terms))
    assert "proration.components" not in setting_paths(terms)


def test_a_changed_setting_that_can_not_be_names_its_clause(write):
    """A wrong value for an existing setting is told with the clause that gives the setting."""
    (terms,) = load_terms(write(GOOD))

    with pytest.raises(TermsError) as caught:
        change_settings(terms, {"rounding.total": "bankers"})

    (problem,) = caught.value.problems
    assert (problem.code.id, problem.clause) == ("YK104", "4 Rounding")
    assert problem.message == 'rounding.total: "bankers" is not allowed'
