"""What executions cost: transitions as AWS bills them, Express requests and GB-seconds, Lambda, by month.

    prices.json   every price, dated, with the page it is from; a file of the user's goes over it
    prices.py     that table, read and checked; the prices of one region
    billing.py    the arithmetic of the price pages: rounding, tiers, free shares
    counting.py   transitions in a history, ours or one that AWS gave, by state
    usage.py      what a run used: transitions, time, memory, payloads, calls of functions
    cost.py       the price of that: `cost_of`, and a run's `cost`
    month.py      the same, so often a month; which type is cheaper, and where they cross
    mixed.py      a Standard machine with Express parts
    others.py     other engines, as far as there are facts

Amounts are Decimal dollars and whole counts all the way; they are rounded where they are printed. What is not known has no
figure: a region without a price is an error that names it, never another region's price.
"""

from __future__ import annotations
