Feature: The old contract ends when a new service replaces it, by the notice of NTT East of 2009
  NTT East announced on 2009-12-25 that the old contracts of 274 customers had continued to be billed, the longest since
  March 2002: they had ordered フレッツ光 and with the same order cancelled フレッツ・ADSL or フレッツ・ISDN, but the cancellation
  was never processed. They were refunded the difference with interest, 92,000 yen on average.

  The notice gives no fees: 3,100 yen for the old service and 6,200 yen for the new one are chosen for easy sums. Both are
  prorated by calendar days; the old contract ends on the day the new one starts, and only the new one charges that day.
  The tax in a bill is 5 ÷ 105 of it, rounded down to the yen.

  Scenario Outline: The old contract is billed to the day before, the new one from its start
    Given the tariff is "<old>"
    And its monthly_fee is 3100
    And it starts on 2009-01-01
    And it is replaced by a contract of "ntt-east-flets-hikari" that starts on <new>
    And the monthly_fee of the second contract is 6200
    When it is billed through 2009-08-10
    Then the bill of "<old>" from <first> to <last> has total <old_total>
    And the bill of "<old>" from <first> to <last> has tax <old_tax>
    And there is no bill of "<old>" after <last>
    And the bill of "ntt-east-flets-hikari" from <new> to <month_end> has total <new_total>
    And the bill of "ntt-east-flets-hikari" from <new> to <month_end> has tax <new_tax>
    And every bill is what the terms say

    Examples:
      | old                 | new        | first      | last       | old_total | old_tax | month_end  | new_total | new_tax |
      # 3,100, tax 147.61…; 6,200, tax 295.23…
      | ntt-east-flets-adsl | 2009-03-01 | 2009-02-01 | 2009-02-28 |      3100 |     147 | 2009-03-31 |      6200 |     295 |
      # 3,100 × 15 ÷ 31 = 1,500, tax 71.42…; 6,200 × 16 ÷ 31 = 3,200, tax 152.38…
      | ntt-east-flets-adsl | 2009-03-16 | 2009-03-01 | 2009-03-15 |      1500 |      71 | 2009-03-31 |      3200 |     152 |
      # 3,100 × 30 ÷ 31 = 3,000, tax 142.85…; 6,200 × 1 ÷ 31 = 200, tax 9.52…
      | ntt-east-flets-adsl | 2009-03-31 | 2009-03-01 | 2009-03-30 |      3000 |     142 | 2009-03-31 |       200 |       9 |
      # 3,100 × 15 ÷ 30 = 1,550, tax 73.80…; 6,200 × 15 ÷ 30 = 3,100, tax 147.61…
      | ntt-east-flets-adsl | 2009-04-16 | 2009-04-01 | 2009-04-15 |      1550 |      73 | 2009-04-30 |      3100 |     147 |
      | ntt-east-flets-isdn | 2009-03-01 | 2009-02-01 | 2009-02-28 |      3100 |     147 | 2009-03-31 |      6200 |     295 |
      | ntt-east-flets-isdn | 2009-03-16 | 2009-03-01 | 2009-03-15 |      1500 |      71 | 2009-03-31 |      3200 |     152 |
      | ntt-east-flets-isdn | 2009-03-31 | 2009-03-01 | 2009-03-30 |      3000 |     142 | 2009-03-31 |       200 |       9 |
      | ntt-east-flets-isdn | 2009-04-16 | 2009-04-01 | 2009-04-15 |      1550 |      73 | 2009-04-30 |      3100 |     147 |

  Scenario Outline: Any contract that is replaced
    Given the tariff is "<old>"
    And any contract that is replaced by one of "ntt-east-flets-hikari"
    Then every bill is what the terms say

    Examples:
      | old                 |
      | ntt-east-flets-adsl |
      | ntt-east-flets-isdn |
