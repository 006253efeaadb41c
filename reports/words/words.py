"""The words a report needs in a language."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...oracle import EventKind, Situation
from ...verdict import Direction, Kind, LawName, Verdict, What, Why


@dataclass(frozen=True, slots=True)
class Words:
    """Words and templates in one language; reports fill in the names in braces. Last days are inclusive."""

    language: str
    verdicts: Mapping[Verdict, str]
    kinds: Mapping[Kind, str]
    situations: Mapping[Situation, str]
    directions: Mapping[Direction, str]
    event_kinds: Mapping[EventKind, str]

    system: str
    terms: str
    read_as: str
    run: str
    counts: str
    not_reached: str

    cases_that_show_it: str
    observed_once: str
    over: str
    under: str
    smallest_case: str
    contract: str
    billed_through: str
    runs: str
    readings: str
    months: str
    periods: str
    days: str
    start: str
    end: str
    received: str
    quantity: str
    reading: str
    register: str
    estimated: str
    with_id: str
    meter: str
    suspension: str
    resumption: str
    withdrawal: str
    terms_bill: str
    system_bills: str
    difference: str

    period: str
    bill_for: str
    days_billed: str
    total: str
    tax: str
    nothing: str
    several_bills: str
    other_bills: str

    derivation: str
    nothing_due: str
    system_derivation: str
    nothing_billed: str
    example_of_fault: str
    clause: str
    replay: str
    not_saved: str
    cases_saved: str

    unclear: str
    unclear_note: str
    as_chosen: str
    other_reading: str
    reading_line: str
    not_tested: str
    all_tested: str

    instead: str
    instead_clause: str
    instead_terms: str
    instead_system: str
    instead_explains: str
    instead_share: str
    instead_explained: str
    instead_unknown: str
    instead_nearest: str
    instead_alternatives: str
    instead_undecided: str
    instead_apart: str
    instead_more: str

    power: str
    power_caught: str
    power_equivalent: str
    power_unreachable: str
    power_missed: str
    power_more: str

    law_claims: Mapping[LawName, str]
    law_breaks: Mapping[What, str]
    law_whys: Mapping[Why, str]
    laws: str
    law_broken: str
    law_holds: str
    law_untested: str
    law_not_tested: str
    law_cases: str
    law_sums: str
    law_sums_in_all: str
    no_clause: str
    seen_again: str
    not_seen_again: str
    one_case: str
    first_case: str
    second_case: str
    order_of_events: str

    questions: str
    no_questions: str
    question: str
    question_chosen: str
    question_other: str
    distinguished: str
    not_distinguished: str
    one_by_one: str

    progress: str
    progress_started: str
    progress_found: str
    progress_not_tested: str
