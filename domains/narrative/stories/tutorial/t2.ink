# chapter: t2
# title: The Proof
# lang: en
INCLUDE common.ink
-> proof

=== proof ===
// What chapter one put down is known here: this is why it is a variable, in the common file.
{
- Greeting == politely:
    DIANA: “You're the one who says good evening,” says a voice behind the sheet. “He told me. He tells me nothing, and he told me that.” # mood: warm
- else:
    DIANA: “You're the one who looks past people,” says a voice behind the sheet. “I do that too. From this side it works better.” # mood: playful
}
{paid_for_ink: The good ink has dried without a single ripple.|The ink has dried a little paler than you remember it.}
Through the hole in the sheet you see the other side of the page. There is a door on it, with a riddle where the handle should be.
<i>I have a knot and am no rope; I have a stitch and am no coat. You are inside me now.</i>
DIANA: “Don't guess,” says Diana. “Well. Guess.” # mood: playful
-> riddle

=== riddle ===
// A riddle: the wrong answers come back here, with a word about why. `+` keeps them open.
+ [A ship # id: t2_ship # icon: question]
    DIANA: “Ships have knots,” she says, “and you'd have noticed the water.” # mood: amused
    -> riddle_again
+ [A tailor's # id: t2_tailor # icon: question]
    DIANA: “Stitches, yes. But nobody has ever been inside a tailor.” # mood: amused
    -> riddle_again
* [A story # id: t2_story # icon: book]
    ~ trust_diana += 1
    The handle was there all the time. It was only waiting to be read. # points: 10
    -> last_page

=== riddle_again ===
The door waits. It has all the time between two lines.
+ [A ship # id: t2_ship_again # icon: question]
    DIANA: “Still dry,” says Diana. # mood: amused
    -> riddle_again
+ [A story # id: t2_story_again # icon: book]
    The handle was there all the time. It was only waiting to be read.
    -> last_page

=== last_page ===
{
- Clues ? word:
    On the door is an arrow, and now you know its name.
- else:
    On the door is an arrow. You do not know what it is called; it leads on all the same.
}
LUCIEN: “There remains the question that every author is asked in the end,” says Lucien. He has come up behind you without a page rustling. “Do we show it to anybody?”
* [Show it # id: t2_show # icon: bell]
    ~ trust_lucien += 1
    -> shown
* [Not yet # id: t2_not_yet # icon: door]
    -> kept

=== shown ===
You ring the bell on the table. In all the houses of the town somebody looks up from what they are doing, and turns to page one.
DIANA: “Now it's theirs,” says Diana. “Come. Let's listen where they breathe in.” # mood: tender # ending: published
-> END

=== kept ===
You put the sheets into the drawer. It closes like a mouth that can keep something to itself.
LUCIEN: “There is no shame in a drawer,” says Lucien. “It has been the first address of everything in this house.” # mood: warm # ending: drawer
-> END
