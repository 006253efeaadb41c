"""Laws in the reports: what holds, what is broken and by which cases, and what was not tested."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from yakkan.adapters import ReferenceSystem, read_case
from yakkan.cases import fresh_names, space_of
from yakkan.reports import LANGUAGES, json_report, print_report
from yakkan.reports.json.laws import laws_json
from yakkan.reports.terminal.laws import print_laws
from yakkan.verdict import LAWS, LawName, LawsResult, What, Why, check_laws


@pytest.fixture(scope="module")
def sonet(book_for):
    return book_for("so-net-hikari-flets")


@pytest.fixture(scope="module")
def broken(sonet, faulty):
    """The laws put to the system of the 2010 notice."""
    return check_laws(faulty(sonet, "F-36"), space_of(sonet), fresh_names("law"), 100, lambda _event: None)


@pytest.fixture(scope="module")
def reordered(book_for):
    """The laws put to a system that does not see the first event that is told."""
    book = book_for("ntt-east-wireless-lan-card")

    def all_but_the_first(wrong, case):
        (contract,) = case.contracts
        return wrong, replace(case, contracts=(replace(contract, events=contract.events[1:]),))

    system = ReferenceSystem(book, "faulty", all_but_the_first)
    return book, check_laws(system, space_of(book), fresh_names("law"), 100, lambda _event: None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_law_has_words(language):
    """No law, no way to break one and no reason is without words in a language, and no two have the same."""
    words = LANGUAGES[language]

    for told, of in ((words.law_claims, LawName), (words.law_breaks, What), (words.law_whys, Why)):
        assert isinstance(told, Mapping)
        assert set(told) == set(of)
        assert len(set(told.values())) == len(of)


def test_english_claims_are_those_of_the_laws():
    """The English report tells each law in its own words."""
    assert LANGUAGES["en"].law_claims == {one.name: one.claim for one in LAWS}


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "en",
            [
                "broken: No billing period after the one with the end day is billed",
                "so-net-hikari-flets: a period after the end is billed · observed twice",
                "0, then 6,720",
                "第4条 解約",
                "system bills",
                "not tested for so-net-hikari-flets: the terms have no rule for a change inside a contract",
                "holds: A billing run made twice on the same day bills the same as one made once.",
            ],
        ),
        (
            "ja",
            [
                "違反: 契約終了日の属する算定期間の後は",
                "終了後の算定期間を請求している · 二度観測",
                "0、次に 6,720",
                "第4条 解約",
                "実際の請求",
                "so-net-hikari-flets では未試験: 約款に契約中の変更の定めがない",
            ],
        ),
    ],
)
def test_a_broken_law_is_told_with_its_case(printed, sonet, broken, language, texts):
    """The screen has the claim, how it is broken, both sums, the clause, the case as a timeline, and what was left
    out; what the terms would bill is not drawn, since no law knows it."""
    text = printed(lambda console: print_laws(console, sonet, broken, LANGUAGES[language]))

    assert [one for one in texts if one not in text] == []
    assert LANGUAGES[language].terms_bill not in text


def test_two_orders_are_written_out(printed, reordered):
    """Where the order of events matters, the events of both cases are told in the order in which they were told."""
    book, result = reordered
    text = printed(lambda console: print_laws(console, book, result, LANGUAGES["en"]))

    assert text.count("events in the order reported: ") == 2
    assert "the first case" in text
    assert "the second case" in text
    assert "this follows from no clause of the terms" in text


def test_no_laws_print_nothing(printed, diverging):
    """A run that put no law to the system says nothing of laws."""
    text = printed(
        lambda console: print_report(console, diverging, ["" for _ in diverging.divergences], LANGUAGES["en"])
    )

    assert "LAWS" not in text
    assert printed(lambda console: print_laws(console, diverging.book, LawsResult(), LANGUAGES["en"])) == ""


def test_laws_in_json(broken):
    """JSON has every law with its claim and calls; a violation has its clause, both sums and cases of the wire
    format."""
    told = {one["name"]: one for one in json.loads(json.dumps(laws_json(broken)))}
    law = told["nothing-after-end"]
    (violation,) = law["violations"]

    assert list(told) == [one.name.value for one in LAWS]
    assert {one["claim"] for one in told.values()} == {one.claim for one in LAWS}
    assert sum(one["calls"] for one in told.values()) == broken.calls
    assert violation["sums"] == ["0", "6720"]
    assert violation["observed"] == "twice"
    assert violation["clause"]["heading"] == "第4条 解約"
    assert [read_case(one["case"]) for one in violation["cases"]] == list(broken.violations[0].cases)
    assert violation["cases"][0]["observed"]
    assert told["same-plan"]["not_tested"] == [
        {"tariff": "so-net-hikari-flets", "why": "no-change", "detail": "", "cases": 0}
    ]


def test_a_report_without_laws_has_an_empty_list(diverging):
    """The key is there when no law was put to the system."""
    assert json_report(diverging, ["" for _ in diverging.divergences])["laws"] == []
