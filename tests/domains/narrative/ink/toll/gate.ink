# chapter: gate
LIST Bag = ticket
A man at the gate. "Twenty," he says.
* [Pay him # id: pay # cost: 20]
  ~ Bag += ticket
  The gate opens. # points: 5
* [Climb the wall # id: climb]
  Your coat is torn.
- Inside, music.
+ [Listen # id: listen]
  It was for you. # ending: inside
- -> END
