Feature: Proration at the start and the end of supply, by the electricity notice of 2018
  An electricity retailer that used a vendor's billing system announced in 2018 that the system had not billed by the
  terms. From 2016-04-01 to 2018-06-24 the terms always prorated the basic fee, by days used ÷ days of the scheduled
  reading period. The system prorated only where the calendar days of the month before the billing month and the days
  used differed by 6 days or more, and then divided by the calendar days of that month. Nobody had checked the settings
  against the terms, and nothing had been tested before the release. The difference was about 310 yen a case at most;
  over-billed sums were refunded, under-billed sums were not collected. From 2018-06-25 the terms themselves divide by
  the calendar days of the month of the supply start, or of the last day used.

  The basic fee is that of 60 A, 1,684.80 yen with tax. Totals and the tax in them are rounded down to the yen. The
  difference is the days used less the calendar days of the month before the billing month; the system's rule changes
  with it.

  Background:
    Given the tariff is "enex-low-voltage"

  Scenario: 27 days of a reading period of 30 days
    Given a contract with amperage 60
    And it starts on 2016-05-12
    And the scheduled reading days are 2016-05-09, 2016-06-08, 2016-07-08
    When it is billed through 2016-07-12
    # 1,684.80 × 27 ÷ 30 = 1,516.32; 1,516 × 8 ÷ 108 = 112.29…
    Then the bill from 2016-05-12 to 2016-06-07 has total 1516
    And the bill from 2016-05-12 to 2016-06-07 has tax 112
    And the bill from 2016-06-08 to 2016-07-07 has total 1684
    And there are 2 bills

  Scenario Outline: Supply starts under the terms of 2016
    # 38 days from reading to reading, billed in June: the month before has 31 days
    Given a contract with amperage 60
    And it starts on <start>
    And the scheduled reading days are 2016-05-01, 2016-06-08, 2016-07-08, 2016-08-08
    When it is billed through 2016-08-12
    Then the bill from <start> to 2016-06-07 has total <total>
    And the bill from <start> to 2016-06-07 has tax <tax>
    And every bill is what the terms say

    Examples:
      | difference | start      | total | tax |
      # 1,684.80 × 25 ÷ 38 = 1,108.42…; 1,108 × 8 ÷ 108 = 82.07…
      |         -6 | 2016-05-14 |  1108 |  82 |
      # 1,684.80 × 26 ÷ 38 = 1,152.75…; 1,152 × 8 ÷ 108 = 85.33…
      |         -5 | 2016-05-13 |  1152 |  85 |
      # 1,684.80 × 27 ÷ 38 = 1,197.09…; 1,197 × 8 ÷ 108 = 88.66…
      |         -4 | 2016-05-12 |  1197 |  88 |
      # 1,684.80 × 31 ÷ 38 = 1,374.44…; 1,374 × 8 ÷ 108 = 101.77…
      |          0 | 2016-05-08 |  1374 | 101 |
      # 1,684.80 × 35 ÷ 38 = 1,551.78…; 1,551 × 8 ÷ 108 = 114.88…
      |          4 | 2016-05-04 |  1551 | 114 |
      # 1,684.80 × 36 ÷ 38 = 1,596.12…; 1,596 × 8 ÷ 108 = 118.22…
      |          5 | 2016-05-03 |  1596 | 118 |
      # 1,684.80 × 37 ÷ 38 = 1,640.46…; 1,640 × 8 ÷ 108 = 121.48…
      |          6 | 2016-05-02 |  1640 | 121 |

  Scenario Outline: Supply ends under the terms of 2016
    # the same 38 days; the day named as the end is the last one used
    Given a contract with amperage 60
    And it starts on 2016-04-01
    And it ends on <end>
    And the scheduled reading days are 2016-04-01, 2016-05-01, 2016-06-08, 2016-07-08, 2016-08-08
    When it is billed through 2016-08-12
    Then the bill from 2016-05-01 to <end> has total <total>
    And the bill from 2016-05-01 to <end> has tax <tax>
    And there is no bill after <end>
    And every bill is what the terms say

    Examples:
      | difference | end        | total | tax |
      # 1,684.80 × 25 ÷ 38 = 1,108.42…; 1,108 × 8 ÷ 108 = 82.07…
      |         -6 | 2016-05-25 |  1108 |  82 |
      # 1,684.80 × 26 ÷ 38 = 1,152.75…; 1,152 × 8 ÷ 108 = 85.33…
      |         -5 | 2016-05-26 |  1152 |  85 |
      # 1,684.80 × 27 ÷ 38 = 1,197.09…; 1,197 × 8 ÷ 108 = 88.66…
      |         -4 | 2016-05-27 |  1197 |  88 |
      # 1,684.80 × 31 ÷ 38 = 1,374.44…; 1,374 × 8 ÷ 108 = 101.77…
      |          0 | 2016-05-31 |  1374 | 101 |
      # 1,684.80 × 35 ÷ 38 = 1,551.78…; 1,551 × 8 ÷ 108 = 114.88…
      |          4 | 2016-06-04 |  1551 | 114 |
      # 1,684.80 × 36 ÷ 38 = 1,596.12…; 1,596 × 8 ÷ 108 = 118.22…
      |          5 | 2016-06-05 |  1596 | 118 |
      # 1,684.80 × 37 ÷ 38 = 1,640.46…; 1,640 × 8 ÷ 108 = 121.48…
      |          6 | 2016-06-06 |  1640 | 121 |

  Scenario Outline: Supply starts under the terms of 2018
    # 37 days from reading to reading, billed in October: the month before has 30 days, and so has the month of the start
    # in all rows but the last; with more days used than that the formula still applies, since the terms set no limit
    Given a contract with amperage 60
    And it starts on <start>
    And the scheduled reading days are 2018-09-01, 2018-10-08, 2018-11-08, 2018-12-08
    When it is billed through 2018-12-12
    Then the bill from <start> to 2018-10-07 has total <total>
    And the bill from <start> to 2018-10-07 has tax <tax>
    And every bill is what the terms say

    Examples:
      | difference | start      | total | tax |
      # 1,684.80 × 24 ÷ 30 = 1,347.84; 1,347 × 8 ÷ 108 = 99.77…
      |         -6 | 2018-09-14 |  1347 |  99 |
      # 1,684.80 × 25 ÷ 30 = 1,404; 1,404 × 8 ÷ 108 = 104
      |         -5 | 2018-09-13 |  1404 | 104 |
      # 1,684.80 × 26 ÷ 30 = 1,460.16; 1,460 × 8 ÷ 108 = 108.14…
      |         -4 | 2018-09-12 |  1460 | 108 |
      # 1,684.80 × 30 ÷ 30 = 1,684.80; 1,684 × 8 ÷ 108 = 124.74…
      |          0 | 2018-09-08 |  1684 | 124 |
      # 1,684.80 × 34 ÷ 30 = 1,909.44; 1,909 × 8 ÷ 108 = 141.40…
      |          4 | 2018-09-04 |  1909 | 141 |
      # 1,684.80 × 35 ÷ 30 = 1,965.60; 1,965 × 8 ÷ 108 = 145.55…
      |          5 | 2018-09-03 |  1965 | 145 |
      # 1,684.80 × 36 ÷ 30 = 2,021.76; 2,021 × 8 ÷ 108 = 149.70…
      |          6 | 2018-09-02 |  2021 | 149 |
      # 1,684.80 × 6 ÷ 31 = 326.09…; 326 × 8 ÷ 108 = 24.14…
      |        -24 | 2018-10-02 |   326 |  24 |

  Scenario Outline: Supply ends under the terms of 2018
    # divided by the 30 days of September, or the 31 of October, whichever the last day used is in
    Given a contract with amperage 60
    And it starts on 2018-08-01
    And it ends on <end>
    And the scheduled reading days are 2018-08-01, 2018-09-01, 2018-10-08, 2018-11-08, 2018-12-08
    When it is billed through 2018-12-12
    Then the bill from 2018-09-01 to <end> has total <total>
    And the bill from 2018-09-01 to <end> has tax <tax>
    And there is no bill after <end>
    And every bill is what the terms say

    Examples:
      | difference | end        | total | tax |
      # 1,684.80 × 24 ÷ 30 = 1,347.84; 1,347 × 8 ÷ 108 = 99.77…
      |         -6 | 2018-09-24 |  1347 |  99 |
      # 1,684.80 × 25 ÷ 30 = 1,404; 1,404 × 8 ÷ 108 = 104
      |         -5 | 2018-09-25 |  1404 | 104 |
      # 1,684.80 × 26 ÷ 30 = 1,460.16; 1,460 × 8 ÷ 108 = 108.14…
      |         -4 | 2018-09-26 |  1460 | 108 |
      # 1,684.80 × 30 ÷ 30 = 1,684.80; 1,684 × 8 ÷ 108 = 124.74…
      |          0 | 2018-09-30 |  1684 | 124 |
      # 1,684.80 × 34 ÷ 31 = 1,847.84…; 1,847 × 8 ÷ 108 = 136.81…
      |          4 | 2018-10-04 |  1847 | 136 |
      # 1,684.80 × 35 ÷ 31 = 1,902.19…; 1,902 × 8 ÷ 108 = 140.88…
      |          5 | 2018-10-05 |  1902 | 140 |
      # 1,684.80 × 36 ÷ 31 = 1,956.54…; 1,956 × 8 ÷ 108 = 144.88…
      |          6 | 2018-10-06 |  1956 | 144 |

  Scenario: Any contract
    Given any contract
    Then every bill is what the terms say
