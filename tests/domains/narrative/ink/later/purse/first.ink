# chapter: first
VAR gold = 0
VAR only_here = 1
LIST Bag = stone, rope
A purse lies there.
* [Ask whose it is # id: ask]
  Nobody answers. # next: second
* [Take it # id: take]
  ~ gold = 7
  ~ only_here = 2
  ~ Bag += stone
  Heavy. # next: second
* [Leave it # id: leave]
  Light. # next: second
- -> END
