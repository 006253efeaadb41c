"""The headings and words of plans, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The headings of a sheet, and the texts of a plan. `line` and `expected` are templates for the name of an item."""

    case: str
    row: str
    contract: str
    enter: str
    until: str
    asked: str
    first_day: str
    last_day: str
    expected: str
    tax: str
    total: str
    billed: str
    seen_total: str
    seen_tax: str
    line: str
    seen_first_day: str
    seen_last_day: str
    remark: str
    terms: str
    wire: str

    a_bill: str
    other_bill: str
    no_bill: str
    plan_sheet: str
    derivation_sheet: str
    catches_sheet: str
    catches: str
    catches_here: str
    summary: str
    equivalent: str
    left: str
    heading: str
    written: str


PLAN_WORDS: Mapping[str, PlanWords] = {
    "en": PlanWords(
        case="case",
        row="row",
        contract="contract",
        enter="what to enter",
        until="bill up to",
        asked="asked",
        first_day="period from",
        last_day="period to",
        expected="EXPECTED {what}",
        tax="tax",
        total="total",
        billed="billed? yes/no",
        seen_total="BILLED total",
        seen_tax="BILLED tax",
        line="BILLED {item}",
        seen_first_day="first day billed",
        seen_last_day="last day billed",
        remark="remark",
        terms="terms (leave)",
        wire="case as JSON (leave)",
        a_bill="the bill for this period",
        other_bill="any other bill up to {day}",
        no_bill="no bill",
        plan_sheet="plan",
        derivation_sheet="derivation",
        catches_sheet="catches",
        catches="caught here for the first time",
        catches_here="catches {new} more, {all} by itself",
        summary="{cases} cases catch {caught} of the {of} faults and other settings that can be caught",
        equivalent="{number} change no bill of any of the {tried} cases tried: equivalent under these terms",
        left="{number} are left uncaught by this budget:",
        heading="PLAN of an acceptance test by hand",
        written="{path}: {rows}",
    ),
    "ja": PlanWords(
        case="事例",
        row="行",
        contract="契約",
        enter="入力する内容",
        until="請求処理",
        asked="確認すること",
        first_day="算定期間の初日",
        last_day="算定期間の末日",
        expected="期待値 {what}",
        tax="消費税等",
        total="請求額",
        billed="請求の有無(はい/いいえ)",
        seen_total="実際の請求額",
        seen_tax="実際の消費税等",
        line="実際の{item}",
        seen_first_day="請求された初日",
        seen_last_day="請求された末日",
        remark="備考",
        terms="約款(変更しない)",
        wire="事例のJSON(変更しない)",
        a_bill="この期間の請求",
        other_bill="{day}までのほかの請求",
        no_bill="請求なし",
        plan_sheet="試験",
        derivation_sheet="計算の過程",
        catches_sheet="検出するもの",
        catches="この事例で初めて検出するもの",
        catches_here="新たに{new}件、単独で{all}件を検出",
        summary="{cases}件の事例で、検出できる{of}件の誤りや別の設定のうち{caught}件を検出する",
        equivalent="{number}件は、試した{tried}件のどの事例の請求も変えない: この約款では同じもの",
        left="この件数では{number}件を検出できない:",
        heading="手作業による受入試験の計画",
        written="{path}: {rows}",
    ),
}
