Feature: The month of cancellation, by the notice of So-net of 2010
  So-net announced on 2010-01-07 that a defect in processing the month of cancellation had over-charged the monthly basic
  fee of 「So-net 光 with フレッツ」 by about one month: 3,402 to 6,720 yen with tax, for 12,221 customers who had applied
  from 2005-04-01 on and asked to cancel by 2009-09-16. By So-net's rule as published later, a cancellation takes effect
  at the end of the month, nothing is prorated, the month of cancellation is charged in full, and nothing is charged
  after it.

  The fees below are the lowest and highest that the notice gives for the areas of NTT East and NTT West. The
  tax in a bill is 5 ÷ 105 of it, rounded down to the yen.

  Background:
    Given the tariff is "so-net-hikari-flets"

  Scenario Outline: The month of cancellation is charged in full, and nothing after it
    Given a contract whose area is <area>
    And its monthly_fee is <fee>
    And it starts on <start>
    And it ends on <end>
    When it is billed
    Then the bill from <first> to <last> has total <fee>
    And the bill from <first> to <last> has tax <tax>
    And there is no bill after <last>
    And there are <bills> bills
    And every bill is what the terms say

    Examples:
      | area | fee  | start      | end        | first      | last       | tax | bills |
      # 6,720 × 5 ÷ 105 = 320
      | east | 6720 | 2009-03-10 | 2009-06-01 | 2009-06-01 | 2009-06-30 | 320 |     4 |
      # 6,720 × 5 ÷ 105 = 320
      | east | 6720 | 2009-03-10 | 2009-06-16 | 2009-06-01 | 2009-06-30 | 320 |     4 |
      # 3,570 × 5 ÷ 105 = 170
      | east | 3570 | 2009-03-10 | 2009-06-30 | 2009-06-01 | 2009-06-30 | 170 |     4 |
      # 3,402 × 5 ÷ 105 = 162
      | west | 3402 | 2009-05-31 | 2009-06-29 | 2009-06-01 | 2009-06-30 | 162 |     2 |
      # 6,479 × 5 ÷ 105 = 308.52…
      | west | 6479 | 2009-06-16 | 2009-06-16 | 2009-06-01 | 2009-06-30 | 308 |     1 |
      # 6,479 × 5 ÷ 105 = 308.52…
      | west | 6479 | 2007-12-01 | 2008-02-29 | 2008-02-01 | 2008-02-29 | 308 |     3 |

  Scenario: Any contract that is cancelled
    Given any contract that is cancelled
    Then every bill is what the terms say
