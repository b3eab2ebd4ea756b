# chapter: traps
EXTERNAL answer(x)
VAR name = "nobody"
VAR gold = 3
VAR brave = false
VAR share = 0.5
LIST Bag = stone, (rope)
-> start
=== function answer(x)
~ return 0
=== start ===
Welcome, {name}. You have {gold} and {Bag}. # points: 5
+ [Fallback trap] -> fallback
+ [Endless loop] -> endless
+ [Error] -> broken
+ [Ask outside] -> outside
+ [Dice] -> dice
+ [Take the stone] -> take
=== fallback ===
Two ways and one unseen.
* -> unseen
* [One] First.
* [Two] Second.
- -> start
=== unseen ===
Nobody sees this.
-> start
=== endless ===
~ gold++
-> endless
=== broken ===
This {gold / (gold - gold)} fails.
-> start
=== outside ===
The answer is {answer(20)}.
-> start
=== dice ===
You threw {RANDOM(1, 1000000)}.
-> start
=== take ===
~ Bag += stone
~ gold = 7
~ brave = true
~ share = 0.25
~ name = "somebody"
Taken.
-> start
