# chapter: __CHAPTER__
# title: __TITLE__
# lang: en
INCLUDE common.ink
-> beginning

=== beginning ===
Here a new chapter begins.
{
- trust_diana > 0:
    DIANA: “You asked me a question once. I have thought of an answer.” # mood: warm
- else:
    DIANA: “You again,” she says, and it sounds like a present. # mood: playful
}
* [Go on # id: __CHAPTER___on]
    One step, and another.
* [Wait # id: __CHAPTER___wait]
    ~ trust_lucien += 1
    LUCIEN: “Patience. The house takes note of it, visitor.” # mood: amused
- To be continued. # ending: __CHAPTER___end
-> END
