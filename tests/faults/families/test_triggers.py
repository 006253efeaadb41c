"""Every fault shows on its minimal case, by the amount that a sum on paper gives, and the right system does not."""

from fractions import Fraction

import pytest
from yakkan.faults import CATALOGUE, apply
from yakkan.faults.fault import Sign
from yakkan.oracle import bill

WORKED = {  # the fault, what the terms bill in all, what the faulty system does
    # Monthly plan of 9,000 from 16 April: 15 of 30 days.
    "F-01": ("4500", "9000"),
    "F-16": ("4500", "2250"),  # 9,000 × ½ × ½
    "F-31a": ("4500", "4800"),  # 16 days of 300
    "F-21a": ("5500", "5000"),  # and telephone support, 1,000 whole or 500
    "F-21b": ("4800", "5100"),  # and two lines, 600 × ½ or whole
    # 60 A, 1,684.80, days read; cut to the yen.
    "F-02": ("1467", "1684"),  # × 27 ÷ 31 = 1,467.40…; |May 31 - 27| = 4: in full
    "F-05": ("663", "782"),  # × 13 ÷ 33 = 663.70…; × 13 ÷ 28 of February = 782.22…
    "F-06a": ("1531", "1805"),  # × 30 ÷ 33 = 1,531.63…; × 30 ÷ 28 = 1,805.14…
    "F-07": ("1021", "1086"),  # × 20 ÷ 33 = 1,021.09…; × 20 ÷ 31 of May = 1,086.96…
    "F-99": ("842", "1123"),  # 30 A 842.40; 40 A 1,123.20
    # Electricity of 3,100, 26 of 31 days: 5 days off.
    "F-03": ("2600", "3100"),
    "F-04": ("4200", "3920"),  # 8,400 × 14 ÷ 28; ÷ 30
    "F-06b": ("9310", "8709"),  # 90,000 × 3 ÷ 29 = 9,310.34…; ÷ 31 of March = 8,709.67…
    "F-08": ("2200", "4766"),  # 9,100 × 22 ÷ 91; ÷ the 42 days from 20 May on = 4,766.66…
    # 9,300 to 15 January: 15 of 31 days.
    "F-09": ("4500", "4650"),  # ÷ 30
    "F-10a": ("4500", "4800"),  # 16 days
    "F-10b": ("4500", "4200"),  # 14 days
    "F-10c": ("4500", "4200"),  # from 17 January: 14 days for 15
    # 36,500 a year paid ahead, ended after 31 days: a bill and a credit.
    "F-12a": ("3100", "3091"),  # × 31 ÷ 365; ÷ 366 = 3,091.53…
    "F-12b": ("3100", "3143"),  # ÷ 360 = 3,143.05…
    "F-60": ("3100", "36500"),  # no credit
    # 10,000 from 22 July: 10 of 31 days, 3,225.80…
    "F-12c": ("3225", "3287"),  # × 10 × 12 ÷ 365 = 3,287.67…
    "F-14a": ("3225", "3000"),  # × 0.3
    "F-14b": ("3225", "3200"),  # × 0.32
    "F-14c": ("3225", "3226"),  # × 0.3226
    "F-14d": ("3225", "3220"),  # 322.58… cut to 322 × 10
    "F-13": ("1099000", "11945"),  # one day of 92: 11,945.65…
    # 9,000 from 16 June to 10 September: 4,500 + 9,000 + 9,000 + 3,000.
    "F-18a": ("25500", "31500"),  # September in full
    "F-18b": ("25500", "30000"),  # June in full
    "F-18c": ("25500", "21000"),  # June free
    # 20 dollars from 31 January 2025, the first 14 days free: 14 of 28 days, 10.00 and tax 0.89; then 20.00 and 1.78.
    "F-22": ("32.67", "54.45"),  # a third bill on 28 March, by 30 March
    "F-23": ("32.67", "11.94"),  # 17 of 31 days to 2 March, 10.97 and 0.97; the next bill on 3 March
    "F-24": ("32.67", "54.45"),  # as F-22 so far
    "F-25": ("54.45", "32.67"),  # no bill on 31 March
    "F-26": ("73000", "36500"),  # one year for two
    "F-27": ("21600", "21707"),  # 9,200 × (2 + 32 ÷ 92); 32 of the 89 days from 28 February to 27 May: 3,307.86…
    "F-28": ("36800", "46000"),  # 9,200 four times; from 1 January, 1 April, 30 June, 28 September and 27 December
    "F-29": ("20000", "19000"),  # 9,000 and 1,000 twice; support once
    "F-31b": ("4500", "4200"),  # 15 days of 300; 14
    "F-31c": ("6000", "6600"),  # 10 days of 300 and 5 of 600; 10 and 6
    "F-35": ("7140", "17850"),  # 3,570 for May and June; to September
    "F-36": ("7140", "10710"),  # and July
    "F-37": ("16200", "22400"),  # 3,100 × 2 + 5,000 × 2; 3,100 × 4
    # 9,000 to 15 April, 18,000 from the 16th: 15 days of 300 and 15 of 600.
    "F-38a": ("13500", "13800"),  # 16 and 15
    "F-38b": ("13500", "12900"),  # 15 and 14
    "F-39": ("19500", "27000"),  # March, 25 days of 300 and 5 of 600; March and 18,000
    # 9,000 for April; 4,500 given back after 10 days with 4,500 × 5 % × 10 ÷ 365 = 6.16…
    "F-40": ("4494", "18000"),  # April and May in full
    "F-55b": ("4494", "13506"),  # 9,000 + 4,506
    "F-42": ("100", "0"),  # 3,000 × 1 ÷ 30; none
    "F-43": ("4500", "9000"),  # April in full
    "F-45": ("18000", "27000"),  # and February
    "F-47a": ("6000", "5700"),  # 20 days of 300; 19
    "F-47b": ("6000", "6300"),  # 21
    "F-48": ("9000", "18000"),  # two runs
    "F-49": ("27000", "9000"),  # June alone
    "F-50": ("1260", "630"),  # 315 × (1 + 3); × (1 + 1)
    "F-51": ("18000", "15000"),  # 10 days each of 300, 600 and 900; 20 of 300 and 10 of 900
    "F-55a": ("6", "18"),  # (10 - 5) × 1.2; (10 + 5) × 1.2
    # 9,200 for 90 days ahead; 4,600 from the 31st day, 2,300 from the 61st: 6,133 and then 5,366 is right.
    "F-57": ("5366", "2299"),  # 9,200 - 3,067 - 3,834
    # 20 dollars, free to 14 January; 50 from 16 March on. February 20.00, tax 1.78.
    # January 20 × 17 ÷ 31 = 10.97, tax 0.97; March 20 × 15 ÷ 31 + 50 × 16 ÷ 31 = 35.48, tax 3.15.
    # Over 30 days: 11.33, tax 1.01; 36.67, tax 3.25.
    "F-59": ("72.35", "74.04"),
    # 9,300 for December, January and February; January given back 400 days later with 509.58…
    "F-62a": ("18091", "18600"),
    "F-62b": ("18091", "18600"),
    "F-62c": ("27391", "27864"),  # and 9,300 charged 372 days later: 9,300 × 5 % × 372 ÷ 365 = 473.91…
    "F-63": ("9000", "12000"),  # 3,000 for June and 6,000 for July; June at 6,000
    # Basic fee 3,000 and use in tiers of 120 at 20, to 300 at 26, above at 30.
    "F-64": ("2400", "3120"),  # 120 × 20; × 26
    "F-65": ("6180", "6186"),  # 120 × 20 + 30 × 26 = 3,180; 119 × 20 + 31 × 26 = 3,186
    "F-66": ("5426", "6146"),  # 120 × 20 + 26; 121 × 26
    "F-67": ("13080", "10080"),  # 2,400 + 180 × 26 + 100 × 30; without 3,000
    "F-69": ("3740", "3500"),  # 1,500 and 60 × 20 + 40 × 26 = 2,240; 100 × 20
    "F-70a": ("8520", "7800"),  # 120 × 20 + 120 × 26 = 5,520; 240 × 20
    "F-70b": ("5000", "34080"),  # 100 × 20; 2,400 + 4,680 + 800 × 30
    "F-71a": ("500", "1000"),  # at least 1,000 × 15 ÷ 30
    "F-71b": ("3000", "4000"),
    "F-73": ("3400", "-1996600"),  # 20 × 20; -99,980 × 20
    "F-74a": ("5000", "3800"),  # 60 + 40; 40
    "F-74b": ("5000", "19080"),  # 60 + 540 = 600: 2,400 + 4,680 + 300 × 30
    "F-76a": ("2500", "3000"),  # -25 × 20; none
    "F-76b": ("2500", "3500"),  # 25 × 20
    "F-77": ("5000", "7480"),  # 100 × 20; 200: 2,400 + 80 × 26
    "F-78a": ("9000", "8000"),  # 2,000 + 1,000; none and 2,000
    "F-78b": ("9000", "11180"),  # 2,000 and 150 units: 3,180
    "F-80a": ("33.72", "3371.61"),  # 10.97 + 20.00, tax 0.97 + 1.78; 1,096.77 + 2,000.00, tax 97.34 + 177.50
    "F-80b": ("5000", "31080"),  # 1,000 units: 2,400 + 4,680 + 700 × 30
    "F-85": ("3000", "0"),
    # Desk, locker and mail of 105 each, mail 115 from 16 July 2024, with 10 % cut to the yen.
    "F-87a": ("357", "346"),  # 325 + 32; 315 + 31
    "F-87b": ("357", "346"),
    "F-89": ("346", "357"),
    "F-90a": ("340", "346"),  # 315 and 8 %: 25; 10 %: 31
    "F-91": ("346", "345"),  # 31; 10 + 10 + 10
    "F-92a": ("346", "347"),  # 31.5 is 32
    # Euros at 20 %, and 19 % from 2024 on.
    "F-87c": ("14.28", "15.47"),  # 12 × 1.19; 13 × 1.19
    "F-90b": ("12", "11.90"),
    "F-92b": ("377.83", "377.82"),  # 317.50 × 19 % = 60.325: 60.33; 60.32
    "F-92c": ("377.83", "377.82"),
    "F-93": ("-377.83", "-377.82"),
    "F-95": ("6", "7"),  # (10 - 5) × 1.2; 10 × 1.2 - 5
    "F-96": ("6", "0"),  # 10 - 5 - 5
}
STARRED = (
    "01 02 03 04 06 07 08 10 13 14 22 23 26 27 29 31 35 37 38 39 45 48 49 50 51 57 59 62 64 66 69 70 73 77 78 87 90 91"
)


def in_all(bills):
    return sum((one.total for one in bills), Fraction(0))


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_minimal_case_shows_the_fault(name):
    """The faulty system bills the minimal case wrong by the worked amount, in the direction of the fault's sign."""
    one = CATALOGUE[name]
    book, case = one.trigger.book(), one.trigger.case
    right, wrong = in_all(bill(book, case)), in_all(bill(*apply(one, book, case)))

    assert (right, wrong) == tuple(map(Fraction, WORKED[name]))
    assert wrong != right
    assert one.sign is not Sign.OVER or wrong > right
    assert one.sign is not Sign.UNDER or wrong < right


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_fault_applies_to_the_terms_of_its_case(name):
    """A fault says that it can change a bill under the terms of its minimal case."""
    one = CATALOGUE[name]

    assert one.applies(one.trigger.book())


def test_every_starred_row_is_there():
    """Every fault of the first forty has its number or its variants in the catalogue, starred; no other has."""
    assert sorted({one.id[2:4] for one in CATALOGUE.values() if one.starred}) == STARRED.split()


def test_the_catalogue_is_in_order():
    """Ids are numbers with a letter for variants, ascending, and no number stands both alone and with letters."""
    ids = list(CATALOGUE)

    assert ids == sorted(ids)
    assert not [one for one in ids if one[:-1] in ids]
