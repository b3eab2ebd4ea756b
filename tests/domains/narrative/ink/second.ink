# chapter: second
VAR gold = 0
LIST Bag = stone, rope, lamp
You still have {gold} and {Bag}.
* [On] -> END
