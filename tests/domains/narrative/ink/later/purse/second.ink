# chapter: second
VAR gold = 0
LIST Bag = stone, rope, lamp
You still have {gold} and {Bag}.
* [Spend it # id: spend]
  ~ gold = 0
  Spent. # next: third
* [Keep it # id: keep]
  Kept. # next: third
- -> END
