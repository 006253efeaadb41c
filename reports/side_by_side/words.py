"""The words of a comparison of systems, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SideWords:
    """Headings and templates of a comparison; a system is named by its number."""

    heading: str
    no_cases: str
    systems: str
    agreement: str
    classes: str
    as_terms: str
    wrong_alike: str
    alike: str
    alone: str
    instead: str
    disagreements: str
    none: str
    cases_that_show_it: str
    not_answered: str
    more: str
    left_out: str


SIDE_WORDS: Mapping[str, SideWords] = {
    "en": SideWords(
        heading="{systems} systems, the same {cases} cases for each · seed {seed}",
        no_cases="no case could be made that all of these systems accept",
        systems="SYSTEMS",
        agreement="AGREEMENT: cases billed alike, of those that both answered",
        classes="WHO BILLS ALIKE in every case that both answered",
        as_terms="as the terms say",
        wrong_alike="agree on a wrong bill: they diverge from the terms in the same way",
        alike="alike, under another reading of the terms",
        alone="unlike any other",
        instead="systems {who}",
        disagreements="WHERE THEY DISAGREE",
        none="nowhere: all bill alike",
        cases_that_show_it="cases that show it: {seen}",
        not_answered="did not answer: {who}",
        more="and {number} more disagreements",
        left_out="left out",
    ),
    "ja": SideWords(
        heading="{systems}システム、いずれも同じ事例{cases}件 · シード {seed}",
        no_cases="すべてのシステムが受け付ける事例を作れない",
        systems="システム",
        agreement="請求が一致した事例(両方が回答した事例のうち)",
        classes="区別できる限り同じ請求をするもの",
        as_terms="約款どおり",
        wrong_alike="同じ誤り: 約款と同じように食い違う",
        alike="同じ(約款の別の読み方による)",
        alone="ほかと異なる",
        instead="システム {who}",
        disagreements="請求が分かれる点",
        none="なし: すべて同じ請求",
        cases_that_show_it="現れた事例 {seen}件",
        not_answered="回答なし: {who}",
        more="分かれ方 ほか{number}通り",
        left_out="除いたもの",
    ),
}
