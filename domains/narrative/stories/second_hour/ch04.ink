# chapter: ch4
# title: The Back Door
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
-> yard

=== yard ===
A yard behind a bakery: flour sacks, a cat, a smell of tomorrow's bread. One fifty-nine. The back of the wall is as blind as the front. But on the bricks somebody has drawn a door, in chalk, with hinges, a keyhole and a very detailed mat.
In front of it, on a crate, sits a girl of about nine, grey with chalk from her boots to her eyebrows. Her hair is pinned up with two black iron needles of different lengths. On her knees she has a sack. # image: ch04.jpg # alt: A yard under a spring moon: a tree in blossom, a wall, a girl in a red jumper, and in the back of the house a green door with light under it.
MOTE: “You're early. That's the same as late, only colder. There's no two tonight. There's one fifty-nine, and then it's three, and in between is a crack. I live in the crack.” # mood: wary
* [“Who are you?” # id: c4_who # icon: question]
    MOTE: “Mote. Like in a sunbeam. It's there as long as somebody looks.” She looks you over in her turn. “It's not a name. Names are for people who get called in to supper.”
* [“What do you want for it?” # id: c4_price # icon: swap]
    ~ trust_mote += 1
    MOTE: “There,” she says to the cat, “this one knows how to talk.” And to you: “I'm Mote. I don't do please and I don't do thank you. I do swap.”
* [Try the handle that isn't there # id: c4_handle # icon: door]
    You get chalk on your fingers. The handle is smudged, and she draws it again with a sigh, licking the tip.
    MOTE: “Everybody does that. It opens from this side when there's something in it for me. I'm Mote. Show.” # mood: amused
- -> bargain

=== bargain ===
She opens the sack to let you see that she is in business: seven gloves, all left. Somebody's whistle, wrapped in cloth. A Tuesday. A bottle with the end of a joke in it.
MOTE: “People lose them. I don't take anything that's held on to. So: three things I don't have. The time, out of that phone. What you listen for when you can't sleep. Or a secret, but a warm one.” # mood: grave
The cat watches your hands. From the bakery comes a sound of trays. It has been one fifty-nine for quite some time.
* [Swap the time # id: c4_swap_time # icon: phone]
    ~ Swap = swap_time
    ~ trust_mote += 1
    She cups her hand over the screen and closes it, as one catches a fly. Where the figures stood, there is a small clear patch. You feel lighter, and a little late.
    MOTE: “Fifty-nine,” says Mote, listening to her fist. “It's a good one. It still has a whole minute in it.” # mood: warm
* [Swap what you listen for # id: c4_swap_sound # icon: ear_shell]
    ~ Swap = swap_sound
    ~ trust_mote += 1
    She holds a seashell to your ear. It does not hum; it drinks. When she takes it away, there is nothing behind the silence any more. You had not known that there was always something. # delay: 900
    {
    - Sound == rain:
        MOTE: “Rain, before it falls. I have drains, I have puddles. I don't have this.” # mood: tender
    - Sound == train:
        MOTE: “A train,” says Mote, and for a moment forgets to look like business. “Where does it go? No. Don't say it. It's worth more shut.” # mood: grave
    - Sound == radio:
        MOTE: “A lady,” says Mote, with the shell to her ear. “She talks and talks, and all of it is: don't go.” # mood: tender
    - else:
        MOTE: “Numbers. And a hole after three.” She looks up. “I know what goes in there. I don't say it any more.” # mood: grave
    }
* [Swap a secret # id: c4_swap_secret # icon: heart]
    ~ Swap = swap_secret
    ~ trust_mote += 2
    You bend down and say it into her chalky ear. It takes one breath. When you straighten up you no longer know what it was; only that it was warm, and that you had kept it for a long time.
    MOTE: “Oh,” says Mote. She says nothing else, and she puts it not into the sack but inside her jacket. # mood: tender
- -> through_the_wall

=== through_the_wall ===
She turns the chalk key in the chalk lock. In the bakery somebody drops a tray, in all the town one fifty-nine becomes three, and the door swings open between one and the other. # delay: 1200
* [Go in before her # id: c4_first # icon: door]
    You duck under a lintel of chalk. A little of it comes off on your hair. For the rest of the night you will smell of school.
* [Let her go first # id: c4_after # icon: hand]
    ~ trust_mote += 1
    She gives you a sharp look, to see where the trick is. Nobody has ever let her go first. Then she walks through with her chin up, like someone with a house.
* [Wipe your feet # id: c4_feet # icon: steps]
    ~ trust_lucien += 1
    You were asked to. You wipe them on the drawing of a mat, one, two, and feel distinctly that somewhere a note in small and tidy letters has been read out to itself with satisfaction.
- -> scullery

=== scullery ===
It is a scullery. It is the inside of something of which you know the outside: you see stairs from below, wallpaper from behind, the wrong ends of bell pulls. Shelves to the ceiling, and on every shelf what people have lost, in rows, by colour.
MOTE: “Front, it happens, so at the door they take it off you. Here it doesn't happen. It isn't on any clock. So nobody can take it off you.” She wipes her boots on the chalk mat. “You keep this one. Feel?” # mood: warm
You do. It sits in you differently, like the first coin in a new pocket. And through the hole it makes, other things begin to come. A staircase. A green dress. # points: 10
* [Look for something of your own # id: c4_shelves # icon: search]
    On the lowest shelf, between two umbrellas, lies your patience with somebody, quite undamaged. You had been looking for it since March of another year. She lets you have it at cost. # points: 10
* [“Does anybody call you in?” # id: c4_supper # icon: house]
    ~ trust_mote += 1
    MOTE: “I call me in,” says Mote. “Half past two. Everybody else has lots of times to be at home. I have the one. At half past I'm always in.” # mood: grave
* [“Who lives at the front?” # id: c4_front # icon: door]
    MOTE: “The green one, all year. She gives me a button a month not to talk about her.” She counts on her fingers. “And the man. He's stopped. He's stopped since I know what stopping is.” # mood: wary
- -> needles

=== needles ===
She walks ahead of you with a candle, through passages as narrow as a thought. Where the ceiling is low she ducks, from habit; she has no need to. The two iron needles in her hair glint at every turn. You have seen their like before, but not in hair.
* [“Those are the hands of a clock.” # id: c4_hands # icon: clock]
    ~ trust_mote += 1
    MOTE: “They're pins,” says Mote, and covers them. Ten steps on she says: “He cuts them for me to hold. I'm on his shoulders. I'm the one who says it, and he puts them on.” # mood: wary # points: 10
    You have noticed that she does not own a yesterday. Whatever was, still is, if she is speaking of it.
* [“Why chalk?” # id: c4_chalk # icon: pen]
    MOTE: “It rubs out,” she says. “You draw a door, you go in, you rub it out. With ink there's always somebody who comes after you and reads it.” # mood: playful
    She rubs out the passage behind you with her sleeve. It works rather well.
* [Walk beside her without a word # id: c4_beside # icon: steps]
    ~ trust_mote += 1
    After a while a small cold hand, rough with chalk, puts itself into yours. It is done without looking at you, and it is clearly not a gift but a loan.
- At the end hangs a door covered in green baize. She stops so far away from it that the candle hardly reaches.
* [“Aren't you coming?” # id: c4_coming # icon: question]
    She shakes her head. Chalk dust comes off it, like the beginning of snow.
* [Reach for the handle # id: c4_reach # icon: door]
    There is a tug at your coat. It is a small tug, but it has the weight of a whole house.
- -> green_baize

=== green_baize ===
MOTE: “That's the front. I don't go in there. If I go in, I look at him, and if I look at him, I say it.” # mood: grave
You ask what it is that she says.
MOTE: “Now,” says Mote, almost without any voice. “I'm on his shoulders. It's a minute to three and there's a train, and he says, tell me when. And I say: now. And he stops. All of him.” She picks chalk from a fingernail. “So I don't say it any more.” # mood: grave # delay: 1200
She holds out the candle to you, but does not let go of it yet. This one, too, has a price.
MOTE: “If he ever starts: you tell him the girl's on the train. It's a fine train, with a dining car. She waves. You tell him that.” # mood: wary
* [Promise it # id: c4_promise # icon: hand]
    ~ promised_mote = true
    ~ trust_mote += 2
    She lets go of the candle. She has never been given anything for nothing before, and checks the promise all over for the catch.
* [“I won't lie to him.” # id: c4_honest # icon: palm]
    ~ trust_mote -= 1
    ~ trust_lucien += 1
    MOTE: “It isn't a lie,” says Mote. “It's true about the other one.” And she gives you the candle anyway, hard, with the wax still running. # mood: wary
* [“What if he already knows?” # id: c4_knows # icon: question]
    ~ trust_mote += 1
    She thinks about that for as long as a drop of wax takes to reach her thumb.
    MOTE: “Then why doesn't he look round?” says Mote, and puts the candle into your hand. # mood: grave
- -> hall_of_sheets

=== hall_of_sheets ===
You know this hall. The wax, the tall clock, the forty hooks. But there is dust on everything, as soft as a held breath, and under a white sheet in the middle of the floor stands somebody who holds up a lamp. # delay: 900
{
- stopped_the_clock:
    On the pendulum of the tall clock there is the print of a hand, in brass gone dull. You hold yours up to it. It is the right size. It would be.
- asked_her_along:
    In the dust, from the foot of the stairs to the front door, go two bare feet: one, two, three, four, five. At the sill they stop. They have done it more than once. They have done it, by the look of it, every night.
- Coat == handed:
    On one of the hooks, by a thread, hangs a button. It is yours. You missed it in November, and thought nothing of it.
- else:
    It is cold. It is a cold house for people who keep their coats on: somebody has told you that, in a voice like a well-folded napkin.
}
To the sheet, at the height of a heart, a note is pinned.
LUCIEN: “Visitor. If you are reading this it is spring, and you are trespassing. The tea is in the blue tin. I shall be myself again in October. Kindly do not wind me.” # mood: amused
* [Lift the sheet from his face # id: c4_sheet # icon: lamp]
    ~ trust_lucien += 1
    It is Lucien, with his eyes open. He is in the middle of a step. He is looking, with his whole strength and all his manners, at the front door; and on his left shoulder, in the grey cloth, there is a small hand of chalk.
* [Go and find the blue tin # id: c4_tin # icon: tea]
    The tin is where tins are. Beside it stand two cups, and one of them is warm. Somebody in this house drinks it in spring, then, without sugar, and with lemon. So do you.
* [Straighten the note # id: c4_note # icon: paper]
    ~ trust_lucien += 1
    It was hanging a little crooked, and it must have troubled him since October. You could swear that something under the sheet is grateful.
- Every clock in the house has stopped. You hear it, as one hears that a mill has stopped. And so you hear the other thing too: somewhere beyond the pantry one single clock is ticking, quick and light, like a child's heart. # next: ch5
-> END
