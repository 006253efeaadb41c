"""The report for a terminal, and what is told while a run goes on."""

from io import StringIO

import pytest
from rich.cells import cell_len
from yakkan.oracle import explain
from yakkan.oracle.screen import TERMINAL_WIDTH
from yakkan.reports import LANGUAGES, Progress, divergence_line, print_report, report_console


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_tells_each_divergence_in_full(printed, diverging, language):
    """Each divergence has its kind, its smallest case, the sums, its clause and its replay command."""
    words = LANGUAGES[language]
    replays = [f"yakkan replay {number}.json" for number, _ in enumerate(diverging.divergences)]

    text = printed(lambda console: print_report(console, diverging, replays, words))

    total = len(diverging.divergences)
    for number, one in enumerate(diverging.divergences, start=1):
        assert f"{number}/{total}  {words.kinds[one.finding.kind]}" in text
        assert one.clause.place in text
        assert f"yakkan replay {number - 1}.json" in text
    assert text.count(words.smallest_case) == text.count(words.derivation) == total


def test_report_is_plain_where_there_is_no_terminal(printed, diverging):
    """No line ends in blanks, none has colours, and only derivations are wider than the terminal may be."""
    replays = ["" for _ in diverging.divergences]
    derived = "".join(explain(one.difference.expected, "en") for one in diverging.divergences)

    lines = printed(lambda console: print_report(console, diverging, replays, LANGUAGES["en"])).splitlines()

    assert not any(line != line.rstrip() or "\x1b" in line for line in lines)
    assert [line for line in lines if cell_len(line) > TERMINAL_WIDTH and line.strip() not in derived] == []


def test_report_of_unclear_terms_names_both_readings(printed, unclear):
    """A conforming run says by which reading the system bills, and that this is no defect."""
    text = printed(lambda console: print_report(console, unclear, [], LANGUAGES["en"]))

    assert text.startswith("CONFORMS")
    assert 'service.end_day: chosen "billed", the system bills by "not-billed"' in text


def test_divergence_lines_name_the_side_that_pays(diverging):
    """In one line a divergence has its kind, its situation, and over or under with the currency."""
    lines = [divergence_line(one, LANGUAGES["en"]) for one in diverging.divergences]

    assert any(" · over " in line and line.endswith(" JPY") for line in lines)
    assert any(" · under " in line for line in lines)


def test_progress_is_sparse_in_a_file(run, electricity, faulty):
    """Without a terminal a run prints a line for what it sees first, and a few for its calls."""
    stream = StringIO()

    run(electricity, faulty(electricity, "F-02"), 40, Progress(report_console(stream, plain=True), LANGUAGES["en"]))

    lines = stream.getvalue().splitlines()
    assert lines[0].startswith("faulty ")
    assert sum(line.startswith("call ") for line in lines) <= 5
    assert any(line.startswith("seen: charged in full") for line in lines)


def test_progress_is_one_live_line_on_a_terminal(run, electricity, faulty, monkeypatch):
    """On a terminal the line is drawn over itself and taken away at the end."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = StringIO()

    run(electricity, faulty(electricity, "F-02"), 20, Progress(report_console(stream, plain=False), LANGUAGES["en"]))

    last_drawn = stream.getvalue().replace("\x1b[2K", "\x1b[1A").split("\x1b[1A")[-1]
    assert "\nseen:" not in stream.getvalue()
    assert "call" not in last_drawn
