Feature: The number of wireless LAN cards, by the notice of NTT East of 2009
  NTT East announced on 2009-12-25 that the number of wireless LAN cards was wrong in its billing system, so that the fee
  of 315 yen a card a month, tax included, was multiplied by a wrong number. 4,795 customers had been billed too much,
  11,000 yen on average, and 6,858 too little, 13,000 yen on average. The first were refunded the difference with
  interest, the others were asked to accept the correct bill. The two were never netted.

  A month is charged for the cards in use on its last day. The tax in a bill is 5 ÷ 105 of it.

  Background:
    Given the tariff is "ntt-east-wireless-lan-card"

  Scenario Outline: The number stays as it was registered
    Given it starts on 2009-03-01
    And the quantity of "wireless-lan-card" registered on 2009-03-01 is <cards>
    When it is billed through 2009-05-10
    Then the bill from 2009-03-01 to 2009-03-31 has total <total>
    And the bill from 2009-03-01 to 2009-03-31 has tax <tax>
    And the bill from 2009-04-01 to 2009-04-30 has total <total>
    And every bill is what the terms say

    Examples:
      | cards | total | tax |
      # 315 × 0; tax 315 × 0 × 5 ÷ 105
      |     0 |     0 |   0 |
      # 315 × 1; tax 315 × 1 × 5 ÷ 105
      |     1 |   315 |  15 |
      # 315 × 2; tax 315 × 2 × 5 ÷ 105
      |     2 |   630 |  30 |

  Scenario Outline: The number changes on the first, a middle or the last day of a month
    # the bills of March, April and May
    Given it starts on 2009-03-01
    And the quantity of "wireless-lan-card" registered on 2009-03-01 is <before>
    And the quantity of "wireless-lan-card" changes to <after> on <day>
    When it is billed through 2009-06-10
    Then the bill from 2009-03-01 to 2009-03-31 has total <march>
    And the bill from 2009-04-01 to 2009-04-30 has total <april>
    And the bill from 2009-04-01 to 2009-04-30 has tax <april_tax>
    And the bill from 2009-05-01 to 2009-05-31 has total <may>
    And every bill is what the terms say

    Examples:
      | before | after | day        | march | april | april_tax | may |
      # 315 × 1, 315 × 2, 315 × 2
      |      1 |     2 | 2009-04-01 |   315 |   630 |        30 | 630 |
      # 315 × 1, 315 × 2, 315 × 2
      |      1 |     2 | 2009-04-15 |   315 |   630 |        30 | 630 |
      # 315 × 1, 315 × 2, 315 × 2
      |      1 |     2 | 2009-04-30 |   315 |   630 |        30 | 630 |
      # 315 × 2, 315 × 1, 315 × 1
      |      2 |     1 | 2009-04-01 |   630 |   315 |        15 | 315 |
      # 315 × 2, 315 × 1, 315 × 1
      |      2 |     1 | 2009-04-15 |   630 |   315 |        15 | 315 |
      # 315 × 2, 315 × 1, 315 × 1
      |      2 |     1 | 2009-04-30 |   630 |   315 |        15 | 315 |
      # 315 × 0, 315 × 1, 315 × 1
      |      0 |     1 | 2009-04-15 |     0 |   315 |        15 | 315 |
      # 315 × 1, 315 × 0, 315 × 0
      |      1 |     0 | 2009-04-15 |   315 |     0 |         0 |   0 |
      # 315 × 0, 315 × 2, 315 × 2
      |      0 |     2 | 2009-04-30 |     0 |   630 |        30 | 630 |
      # 315 × 2, 315 × 0, 315 × 0
      |      2 |     0 | 2009-04-01 |   630 |     0 |         0 |   0 |
      # 315 × 1, 315 × 1, 315 × 2
      |      1 |     2 | 2009-05-01 |   315 |   315 |        15 | 630 |

  Scenario: Any contract
    Given any contract
    Then every bill is what the terms say
