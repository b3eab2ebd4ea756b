# chapter: yard
INCLUDE common.ink
The yard. Trust {trust}.
* [To the left # id: yard_left]
* [To the right # id: yard_right]
- A gate.
* [Open # id: yard_open]
    Open. # ending: out
* [Climb # id: yard_climb]
    Over. # ending: out
- -> END
