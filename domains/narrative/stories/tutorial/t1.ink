# chapter: t1
# title: The Workshop
# lang: en
INCLUDE common.ink
// A file begins with these three tags, then the INCLUDE, then the way into the first knot.
-> workshop

// A knot. Every line below is one paragraph; `#` begins a tag, `//` a comment that nobody sees.
=== workshop ===
A workshop under the roof. Sheets hang on a line like washing, and every one of them has a hole where something has still to be decided. # image: workshop.jpg # alt: A workshop under a roof at night. Written sheets hang on a line; on a table stand an inkwell and a lamp.
LUCIEN: “Good evening, author. This is a line, and I am speaking in it. Below it you will find choices. Do not be alarmed: they rejoin.” # mood: amused
// A choice. What stands in brackets is the button; the tags inside belong to the button.
// `# id:` is its name for the statistics, and never changes.
* [Greet him politely # id: t1_politely # icon: heart]
    ~ Greeting = politely
    ~ trust_lucien += 1
    LUCIEN: “Manners. They cost nothing, and I have just written them down.” # mood: warm # points: 5
* [Look past him # id: t1_past # icon: door]
    ~ Greeting = rudely
    You look past him. He moves half a step, so that it is him you are looking past. # points: 5
// A gather: whatever was chosen, it goes on here.
- -> table

=== table ===
On the table: an inkwell, a stamp, a blotted sheet. The lamp leans over them like somebody who cannot read without help.
// Braces ask. This line is told to those who were polite, the other one to everybody else.
{
- Greeting == politely:
    LUCIEN: “Take your time,” says Lucien, and means it. # mood: warm
- else:
    LUCIEN: “Take your time,” says Lucien, and looks at his watch. # mood: wary
}
// A `+` choice can be taken again and again, a `*` choice only once.
* [Pick up the stamp # id: t1_stamp # icon: pen]
    ~ Clues += stamp
    It prints three letters on your thumb: DIV. Then there is an edge, as if the rest had been cut off.
    -> table.next_thing
* [Hold the blot to the light # id: t1_blot # icon: drop]
    ~ Clues += blot
    In the middle of the blot, in mirror writing: ERT. Whoever wrote this was in a hurry.
    -> table.next_thing
* [Leave the table alone # id: t1_leave # icon: door]
    You put your hands behind your back. The table seems relieved.
    -> inkwell

// A stitch: a part of a knot.
= next_thing
There is one more thing on the table that looks at you.
* {Clues !? stamp} [Pick up the stamp, too # id: t1_stamp_too # icon: pen]
    ~ Clues += stamp
    DIV, says the stamp, on your other thumb.
    -> inkwell
* {Clues !? blot} [Hold the blot to the light, too # id: t1_blot_too # icon: drop]
    ~ Clues += blot
    ERT, says the blot, and the light comes through it like tea.
    -> inkwell
* [That will do # id: t1_enough # icon: door]
    You leave it where it lies. Things that are left lie differently afterwards.
    -> inkwell

=== inkwell ===
LUCIEN: “The good ink costs besitos, and the other ink costs nothing. Nobody is kept out for want of besitos: beside a price there is always a free way.” # mood: amused
// `# cost:` asks for besitos. The check insists on a free choice beside it.
* [Take the good ink # id: t1_good_ink # icon: coin # cost: 5]
    ~ paid_for_ink = true
    It is so black that it has a night of its own inside. # delay: 600
* [Take the other ink # id: t1_ink # icon: drop]
    It is blue, and honest, and washes out.
* {Clues ? stamp && Clues ? blot} [Put stamp and blot together # id: t1_combine # icon: key # hint: DIV, and ERT.]
    ~ Clues += word
    You print the stamp beside the blot. DIV, ERT: a <b>divert</b>. It is an arrow, and it leads on. # points: 10
// Shown, and not to be taken: `# lock:` says what is missing.
* {not (Clues ? stamp && Clues ? blot)} [Put stamp and blot together # id: t1_locked # icon: key # lock: You need both of them, the stamp and the blot.]
    You do not have both of them.
- -> drying

=== drying ===
// `# wait:` holds the choices back; the player is told when they open. Those who do not want to
// wait turn waiting off.
The sheet is full. Now it has to dry, and there is nothing whatever to do about it. # wait: 1m # wait_text: The ink dries in a minute.
LUCIEN: “In this house one waits for what needs time, and for nothing else.” # mood: grave
* [Blow on it # id: t1_blow # icon: wait]
    You blow on it. It makes no difference, and it was worth doing.
* [Watch it # id: t1_watch # icon: question]
    You watch. Black becomes, very slowly, blacker.
// Every chapter ends with `# next:` or `# ending:`. Leave the player with a question.
- When you look up, the sheet on the line nearest to you has a hole in it, and the hole has your outline. # next: t2
-> END
