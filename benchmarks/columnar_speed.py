"""Rows per second that the columnar oracle bills on two cores, and the memory of a streamed run.

Speed is measured by the clock and by the processor time, which other work on the machine does not change; the latter
must reach the required speed.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

import polars as pl
from yakkan.oracle import Situation, Terms, change_settings, load_terms
from yakkan.oracle.columnar import CompiledTerms, Ranges, bill_frame, compile_terms
from yakkan.oracle.columnar.refusals import WITHOUT_FORMULA
from yakkan.oracle.vocabulary.settings import AboveWhole, DayCount, Trigger, WholePeriod

TERMS = Path(__file__).parent.parent / "terms"
RANGES = Ranges(days=62, use=(0, 100_000))
CORES = 2
LEAST = {"basic fees": 5_000_000, "full bills": 1_000_000}
ROWS = 4_000_000
"""Rows of the frame in memory with which speed is measured."""
ROUNDS = 3
STREAMED = 100_000_000
"""Rows of the streamed run; `--rows` overrides it."""
MOST_MEMORY = 2_000
"""MiB that the process of a streamed run may take in total."""
COUNTS = [one.value for one in DayCount if one not in WITHOUT_FORMULA]
VARYING = {
    "proration.trigger": [Trigger.ALWAYS.value, Trigger.DIFFERENCE_AT_LEAST.value],
    "proration.trigger_days": [6],
    "proration.trigger_reference": [DayCount.MONTH_BEFORE_BILLING_MONTH.value],
    "proration.whole_period": [one.value for one in WholePeriod],
    "proration.above_whole": [one.value for one in AboveWhole],
    **{f"proration.denominator.{name}": list(COUNTS) for name in ("start", "end", "both", "change")},
}


def basic_fees() -> Terms:
    """The low-voltage terms of 2016: a basic fee, prorated, and the tax in it."""
    return next(iter(load_terms(TERMS / "enex-low-voltage")))


def full_bills() -> Terms:
    """従量電灯B with a published price for every month of 2017: tiers, adjustment, discount, levy and tax."""
    (terms,) = load_terms(TERMS / "tepco-meter-lighting-b")
    prices = {"crude": 38508, "lng": 46152, "coal": 11415}
    months = [{"month": date(2017, month, 1), "prices": prices, "source": "as of 2018-02"} for month in range(1, 13)]
    return change_settings(terms, {"charge.fuel-adjustment.month": months})


def periods(rows: int) -> pl.DataFrame:
    """Billing periods of 28 to 32 days in 2017, each with a first or last part of its days used."""
    number = pl.int_range(rows, dtype=pl.Int32, eager=False)
    amperages = ("10", "15", "20", "30", "40", "50", "60")
    start = (date(2017, 1, 1) - date(1970, 1, 1)).days + number * 7919 % 300
    days = 28 + number % 5
    skipped = pl.when(number % 2 == 0).then(number * 31 % 28).otherwise(0)
    used = pl.when(number % 2 == 0).then(days - skipped).otherwise(1 + number * 17 % 28)
    kinds = pl.Enum([one.value for one in Situation])
    return pl.select(
        period_start=start.cast(pl.Int32).cast(pl.Date),
        period_end=(start + days).cast(pl.Int32).cast(pl.Date),
        used_start=(start + skipped).cast(pl.Int32).cast(pl.Date),
        used_end=(start + skipped + used).cast(pl.Int32).cast(pl.Date),
        situation=pl.when(number % 2 == 0).then(pl.lit("start", kinds)).otherwise(pl.lit("end", kinds)),
        amperage=(number % 7).replace_strict(list(range(7)), amperages, return_dtype=pl.Enum(amperages)),
        payment=pl.when(number % 3 == 0)
        .then(pl.lit("direct-debit"))
        .otherwise(pl.lit("other"))
        .cast(pl.Enum(["direct-debit", "other"])),
        use=number * 97 % 700,
    )


def settings() -> pl.DataFrame:
    """Every combination of the varied settings, one denominator for all situations."""
    denominators = [name for name in VARYING if name.startswith("proration.denominator.")]
    counts = pl.DataFrame({denominators[0]: VARYING[denominators[0]]}).with_columns(
        **{name: pl.col(denominators[0]) for name in denominators}
    )
    for name, values in VARYING.items():
        if name not in denominators:
            counts = counts.join(pl.DataFrame({name: values}), how="cross")
    words = {name: pl.Enum(values) for name, values in VARYING.items() if isinstance(values[0], str)}
    return counts.cast(words)


def sums(compiled: CompiledTerms, rows: pl.LazyFrame) -> tuple[int, int, int]:
    """The number of billed rows, and the sums of their totals and of their taxes, from the streaming engine."""
    asked = (pl.col("total").count(), pl.col("total").sum().alias("sum"), pl.col("tax").sum())
    return bill_frame(compiled, rows).select(asked).collect(engine="streaming").row(0)


def speed(what: str, terms: Callable[[], Terms]) -> bool:
    """Print the median speed of `ROUNDS` rounds; True if it reaches the required speed."""
    compiled, rows = compile_terms(terms(), RANGES), periods(ROWS).lazy()
    by_clock, by_work = list[int](), list[int]()
    for _ in range(ROUNDS):
        clock, work = perf_counter(), process_time()
        billed, *_ = sums(compiled, rows)
        by_clock.append(round(ROWS / (perf_counter() - clock)))
        by_work.append(round(ROWS * CORES / (process_time() - work)))
        if billed != ROWS:
            print(f"columnar oracle: {ROWS - billed:,} of {ROWS:,} rows of {what} were not billed")
            return False
    worked, least = sorted(by_work)[ROUNDS // 2], LEAST[what]
    print(f"columnar oracle: {worked:,} rows per second of {what} on {CORES} cores", end=" ")
    print(f"({sorted(by_clock)[ROUNDS // 2]:,} by the clock; required: {least:,})")
    return worked >= least


def streamed(rows: int) -> bool:
    """Bill the product of periods and settings as a stream; print the speed and the peak memory. True if the memory is
    within the limit and every row was billed."""
    compiled, chosen = compile_terms(basic_fees(), RANGES, VARYING), settings()
    some = periods(max(1, rows // len(chosen)))
    clock = perf_counter()
    billed, *_ = sums(compiled, some.lazy().join(chosen.lazy(), how="cross"))
    memory = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    print(f"columnar oracle: {billed:,} rows streamed, {len(some):,} periods under {len(chosen)} settings", end=", ")
    print(f"{round(billed / (perf_counter() - clock)):,} rows per second, {memory:,} MiB (at most {MOST_MEMORY:,})")
    return memory <= MOST_MEMORY and billed == len(some) * len(chosen)


def main(rows: int = STREAMED) -> int:
    """Print all measurements; exit status 1 where one does not meet its requirement."""
    good = [speed("basic fees", basic_fees), speed("full bills", full_bills)]
    # In a process of its own, whose memory does not hold the frames of the other measurements.
    again = subprocess.run([sys.executable, __file__, "--streamed", str(rows)], check=False)
    return 0 if all(good) and again.returncode == 0 else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=STREAMED, help="rows of the streamed run (default: %(default)s)")
    parser.add_argument("--streamed", type=int, help="only the streamed run, with this many rows")
    given = parser.parse_args()
    sys.exit(main(given.rows) if given.streamed is None else int(not streamed(given.streamed)))
