# chapter: ch7
# title: What You Signed
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
-> winding

=== winding ===
The hall, the sheet, the lamp held up to nobody. Lucien has been in the middle of a step since October. Nothing about him suggests where one winds a steward. # image: ch07.jpg # alt: A door seen from its edge. On the autumn side a man in a tailcoat, on the spring side a small girl; both reach for the handle.
{
- Riddle == solved:
    But something has been at work here before you. Since the clock in the pantry rang, a corner of the sheet has been trembling, like a curtain behind which somebody makes up his mind.
- else:
    You walk round him twice. There is no keyhole, only a great many buttons, and all of them done up.
}
* [“Good evening, Lucien.” # id: c7_evening # icon: moon]
    You say it as one says it to a man, not to a piece of furniture. Perhaps nobody has tried that. # delay: 900
* [Put your coat over his arm # id: c7_coat # icon: coat]
    ~ trust_lucien += 1
    You lay it over his bent arm. The arm straightens by itself to take the weight. There are people who are wound up by work. # delay: 900
* [Start the pendulum of the tall clock # id: c7_pendulum # icon: clock]
    {
    - stopped_the_clock:
        You owe the clock a push. It takes it from you with reserve, like someone who has not forgotten, and ticks. Under the sheet a heart falls in with it. # delay: 900
    - else:
        You were asked in autumn not to touch it. It is spring. It ticks, and under the sheet a heart falls in with it. # delay: 900
    }
- The foot comes down. He finishes the step that he had begun in October; and then, while he is about it, the sentence.
LUCIEN: “…and mind the kerb, visitor.” He takes the sheet off his head, and folds it in four. “Ah. It is spring. I do apologise. You find me in my dust.” # mood: amused
-> conditions

=== conditions ===
He looks you over, and draws his own conclusions from the chalk.
{
- Manner == by_card:
    LUCIEN: “In autumn you came with a card. Now you come with somebody else's candle. You are learning to travel light.” # mood: amused
- Manner == by_question:
    LUCIEN: “In autumn you came with a question, and I was witty. You will come with the same one now, and I shall not be.” # mood: grave
- else:
    LUCIEN: “In autumn you came in without a word, and I praised you for it. I have had the winter to regret that. Do ask.” # mood: grave
}
He pours the tea himself, into the good cups, and stays on his feet, as one does before a court.
* [“What have I been signing?” # id: c7_signing # icon: pen]
    LUCIEN: “Deeds of gift,” says Lucien. “In the proper form. I drew it up so elegantly that nobody has ever noticed it was one.”
* [“Whose house is this?” # id: c7_whose # icon: house]
    ~ trust_lucien += 1
    LUCIEN: “I put it up,” says Lucien. “The materials are yours. Yours, and other people's, before you. Forty hooks, visitor; one does not need forty hooks for umbrellas.”
* [“Why do I always forget?” # id: c7_forget # icon: question]
    LUCIEN: “Because you are generous,” says Lucien, “and because I never put the two things on one page.”
- -> deed_of_gift

=== deed_of_gift ===
He goes to the stairs, and lays his glove on the banister as one lays it on the neck of a horse.
LUCIEN: “This staircase is your first year. The music room is the second; you see that you were happy. You are standing in the third. An hour that is left behind does not vanish, visitor. It becomes a room. And those who stay in it have something to stand on, and something to eat.” # mood: grave
You think of the toast.
LUCIEN: “So you have not lost your memory. You have given it. Every year, with your full name. Once you kept it, as was your right, and the library went out like a row of candles. And the next year, knowing everything, you came and gave it again.” # mood: grave # points: 20 # delay: 1200
* [“I'd have given it anyway.” # id: c7_anyway # icon: heart]
    ~ trust_diana += 1
    ~ trust_lucien += 1
    LUCIEN: “Yes,” says Lucien. “That is what I have against you. I cannot make it out to be my fault, and I have tried for years.” # mood: warm
* [“You might have told me.” # id: c7_might # icon: fire]
    LUCIEN: “I might,” says Lucien. “Each time at ten to three. There she stands, on the other side of the lectern, with her hands behind her back; and each time I am merely polite.” He bows, a full hand lower than he must. # mood: grave
* [“I saw her hands.” # id: c7_her_hands # icon: hand]
    {
    - saw_declined:
        LUCIEN: “Then you have been behind the bricks,” says Lucien. “I have never gone in. One of us two is very young in there, and believes in rights. I should have had to greet him.” # mood: grave
    - else:
        You do not know where that comes from. It was there, under your tongue, like the taste of metal. Lucien has closed his eyes. # mood: grave
    }
- -> chalk_mark

=== chalk_mark ===
The cup in his hand has begun to rattle. You take it from him. He has discovered, in the glass of the tall clock, his own left shoulder, and on the grey cloth a hand of chalk no bigger than a leaf.
He does not brush it off. It is the first speck in forty years that he has not brushed off. # delay: 900
LUCIEN: “In spring,” says Lucien, with great care, “somebody straightens my note. I had put it down to draughts. I ask you as one asks for the salt, visitor. Is there anybody at the back?” # mood: wary
* {promised_mote} [“The girl is on the train. She waves.” # id: c7_train # icon: train]
    ~ trust_mote += 2
    {
    - turned_portrait:
        You say it as you promised to. It is even true; you have seen where the other one waits for that train. He nods, and goes on nodding a little too long.
    - else:
        You say it as you promised to, dining car and all. He nods, and goes on nodding a little too long.
    }
    LUCIEN: “A fine train,” says Lucien. “Yes. That is what I have always told myself.” And he lays two fingers on his shoulder, beside the chalk, so as not to smudge it. # mood: tender
* [“Your daughter. She is nine.” # id: c7_tell # icon: heart]
    ~ told_lucien = true
    ~ trust_lucien += 3
    {
    - promised_mote:
        ~ trust_mote -= 2
    }
    He does not drop anything. He sits down, on the third stair, in the presence of a visitor, and that has never happened.
    LUCIEN: “I stopped the clock,” says Lucien. “A minute to three. She was on my shoulders. I thought: then the train will not go. And it went, and somebody with my shoulders took her to it; and I thought she was on it. I have been so glad for forty years that she was on it.” # mood: grave
* {not turned_portrait} [“Ask the portrait.” # id: c7_portrait # icon: portrait]
    ~ turned_portrait = true
    ~ Finds += portrait
    He goes ahead with the lamp. Before the frame he takes off his gloves, which nobody has ever seen, and turns it round himself: a bench, a big coat, an old man who looks down the line. # points: 10
    LUCIEN: “He let her go,” says Lucien. “And then he waited for her, like a decent person. I stopped everything, and have not waited for one minute.” He looks for a long time. “She came back, I think. He does not look like a man to whom nobody comes.” # mood: grave
* {not promised_mote && turned_portrait} [“Draughts.” # id: c7_draughts # icon: leaf]
    ~ trust_mote += 1
    You say it, and he looks at you with so much gratitude that you have to look into your tea. A person who has folded a hope in four does not like to have it shaken out.
- -> both_sides

=== both_sides ===
{
- told_lucien:
    He is at the green baize door before you. He does not open it. He knocks, with one knuckle: five notes. On the other side something small has put down its sack.
    No sixth comes. But under the door appear, one after the other, the tips of eight chalky fingers. # delay: 1200
- else:
    From behind the green baize door comes a sound as of somebody who holds her breath and has had a lot of practice at it. Lucien hears it. He stands with his face towards the door, as sunflowers stand on a cloudy day.
    He lifts his hand to knock, and lowers it, and straightens the door instead. # delay: 1200
}
Your candle end sinks, although nobody has breathed. The lamp sinks too.
LUCIEN: “The hour that is taken is hers,” says Lucien. “The hour that is given is mine. I am standing in her half past two, visitor, and burning it. While I am awake in spring, there is less spring.” # mood: grave
* [“How could you ever meet?” # id: c7_meet # icon: question]
    -> three_things.how
* {Finds ? (half_ana, half_di) && Finds !? one_name} [Show him the two half tickets # id: c7_tickets # icon: ticket]
    -> three_things.ticket
* {Finds !? sixth} [“What is the sixth note?” # id: c7_sixth # icon: piano]
    -> three_things.note
* [Let him keep silent # id: c7_silent # icon: wait]
    -> three_things.silence

=== three_things ===
-> how

= how
{
- Finds ? counterfoil || Finds ? entering:
    ~ Finds += entering
    LUCIEN: “In an hour that belonged to both. On leaving, one leaves it. But I once drew a second column, on the left.” He says it like a man who owns up to a poem. “<i>Signed on entering.</i> An hour signed for on entering is claimed. It goes on where others stop. Forty years, and nobody has known on the way in what they wanted.” # mood: grave # points: 20
    You feel in your pocket for the counterfoil. <i>On going out,</i> it says. One word is wrong, then. Only one.
- else:
    LUCIEN: “In an hour that belonged to both,” says Lucien. “There is a clerk who would know. He has forms for what cannot be. Ask him what the counterfoil says, visitor; and then look at the first page, and see what it does not.” # mood: wary
    He has told you as much as his manners allow, and a little more.
}
-> running_down

= ticket
~ Finds += one_name
You hold them together under the lamp. <i>DI. ANA.</i> The fibres close like a zip. # points: 20
LUCIEN: “Number seven,” says Lucien. “I was writing it. She pulled. So that is where the rest of it went: out of doors, with the shoes.” He counts something in his head, and it comes out. “What is handed in on a ticket, visitor, may be fetched on it. By whoever brings both halves. I ran a decent cloakroom.” # mood: grave
You put the two halves back, very carefully, in two different pockets.
-> running_down

= note
~ Finds += sixth
LUCIEN: “Three o'clock,” says Lucien. “Five short and a long one: I made it for the radio. I wanted to give it to a small person on her birthday, one note each Sunday. I could not very well have it strike in here. You understand. It would have been three.” # mood: tender # points: 10
Behind the baize door, very softly, somebody lets go of five Sundays' worth of breath.
-> running_down

= silence
~ trust_lucien += 2
You stand beside him. It is not much. But it is a thing that nobody has ever done in this house: to stand in the hall with Lucien, without wanting one's coat.
LUCIEN: “I am obliged to you,” says Lucien to the door. It is possible that he means you. # mood: tender
-> running_down

=== running_down ===
He has set the lamp down. He takes up his place again, exactly on the two clean prints of his shoes, and holds out the sheet to you, as others hold out a coat.
LUCIEN: “Kindly let me stop. She has eleven minutes left, and I should like her to have them.” # mood: tender
Above you, on the landing, sits somebody in green, with her chin on her knees. She has heard all of it. She does not come down.
* [Draw the sheet over him # id: c7_cover # icon: moon]
    ~ trust_lucien += 1
    You draw it up, and pin the note on straight. As the pin goes in, the ticking under the cloth grows slower, like steps that one hears going down a street.
* [Turn him to face the baize door # id: c7_turn # icon: hand]
    ~ trust_mote += 2
    You take him by the shoulders and turn him round, so that for the next half year he will not be looking at the street. He lets you. “That is against all the rules of a hall,” says the sheet, and stops.
* [Put the lamp back in his hand # id: c7_lamp # icon: lamp]
    ~ trust_diana += 1
    You close his fingers round it. If somebody comes, there ought to be a light. From the landing a voice says that you do think of everything, and that it is unbearable.
- -> three_in_spring

=== three_in_spring ===
Then it is three. It does not strike; it is only that there was never anything else. You are standing in a yard, before a wall with some chalk on it, and wait for the thing that always happens now. # delay: 1200
It doesn't happen. You have all of it: the toast, the leaf, the glass, the breath behind the baize door. You go through it as one pats one's pockets. It is all there.
{
- told_lucien && promised_mote:
    In the last of the chalk somebody has written, pressing hard: <i>YOU TELL HIM. YOU PROMISE AND YOU TELL HIM.</i> And lower down, smaller: <i>WHAT DOES HIS FACE DO.</i>
- told_lucien:
    In the last of the chalk somebody has drawn a man, a very tall one, with a small hand on his shoulder. She has taken great trouble over the buttons.
- else:
    In the last of the chalk somebody has drawn a train, with a dining car. Nobody is waving from it. It is only that at one window there is an empty place, exactly nine years high.
}
* [Say it all aloud, to be sure # id: c7_aloud # icon: ear]
    You tell it to the cat, from the beginning. The cat has heard worse.
* [Write it on your wrist # id: c7_wrist # icon: pen]
    ~ trust_lucien += 1
    You have seen ink on wrists, somebody once said. You write only one word, and it is not a name. It is a time: half past two.
* [Knock on the bricks, five times # id: c7_bricks # icon: piano]
    ~ trust_diana += 1
    Five. You wait. And from inside, after so long that you have already turned to go, comes one: faint, late, and on the wrong beat. It is the most beautiful thing that you have ever heard.
- On the street side a paper has been pasted to the wall, still wet. <i>Office of Hours. The residue of this site will be cleared on the last Sunday in October, at three.</i> It has a stamp and a signature. Beneath the signature somebody has added something in pencil, in a beautiful hand, and rubbed it out, so that one can only read it with one's thumb.
QUINCE: “This office is sorry.” # mood: grave # next: ch8
-> END
