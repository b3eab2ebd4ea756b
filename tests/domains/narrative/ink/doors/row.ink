# chapter: row
INCLUDE common.ink
A row of doors at {hour()}, for level {level()}.{is_vip(): One is gilded.}{has_clue("key"): You have a key.}
* [The plain door # id: plain # hint: It is open.]
    ~ trust += 1
    ~ Bag += key
    A corridor. # points: 10
* [The small door # id: small]
    ~ trust -= 1
    A lower corridor. # points: 15
* [The gilded door # id: gilded # vip]
    Gilt, and a corridor.
+ {not has_item("lantern")} [The dark door # id: dark_locked # lock: You have no lantern.]
    Never.
* {has_item("lantern")} [The dark door # id: dark]
    It is dark, and then it is not.
* [The toll door # id: toll # cost: 20]
    Paid for.
- On you go. # wait: 2h # wait_text: The corridor has no hurry.
* [Go on # id: on]
    Steps.
* [Stand still # id: stand]
    Silence.
- A bell. # timer: 30s default=1
* [Ring it # id: ring]
    It rings. # ending: rung # next: gilt
* [Leave it # id: leave]
    It does not. # ending: left # next: gilt
- -> END
