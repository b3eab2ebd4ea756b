# chapter: dead
-> start
=== start ===
MARTA: Hello <b>there. # mood: furious
* [A label that is much longer than any button should ever be # icon: nope]
  -> END
* [Same # id: one]
  -> END
* [Same # id: one # vip]
  -> lost
=== lost ===
Lost & found.
-> END
=== never ===
Never told. # ending: nowhere # new
-> END
