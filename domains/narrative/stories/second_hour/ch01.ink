# chapter: ch1
# title: Two o'Clock, Again
# lang: en
INCLUDE common.ink
-> street

=== street ===
Your phone says 2:59. You are out walking because lying down did not work. You blink, and it says 2:00.
Of course: tonight the clocks go back. Somewhere a clerk has returned an hour to the city, and the city, asleep, has not noticed.
You notice. Between the bakery and the pharmacy, where this afternoon there was a wall, stands a narrow house with every window lit. # delay: 900 # image: ch01.jpg # alt: A narrow brick house with every window lit, between two dark ones. In the open door stands a man with a lamp; in front of it, somebody in a coat.
The door opens before you have decided to knock. A man in a grey tailcoat lifts a lamp and looks you over the way one checks a delivery.
LUCIEN: “Good evening, visitor. Punctual to the minute and wrong by an hour, which in this house counts as perfect. I am Lucien. I keep the house. On difficult nights, it keeps me.” # mood: amused
In your pocket your fingers find a card that was not there before. Cream paper, no address. <i>Come at two. The second two.</i>
* [Show him the card # id: street_card # icon: card]
    ~ Manner = by_card
    ~ trust_lucien += 1
* [Ask what this house is # id: street_ask # icon: question]
    ~ Manner = by_question
    ~ trust_lucien += 1
* [Step inside without a word # id: street_silent # icon: door]
    ~ Manner = by_silence
- -> hall

=== hall ===
{
- Manner == by_card:
    He reads the card, turns it over, and hands it back with two fingers.
    LUCIEN: “Excellent paper. And the hand is familiar. I shall say no more: I am paid not to, or would be, if I were paid.” # mood: amused
- Manner == by_question:
    LUCIEN: “An oversight, visitor. Once a year an hour is given back, nobody claims it, and one day somebody built a house in it.” # mood: amused
- else:
    LUCIEN: “No questions. How restful. The last one had asked eleven before we reached the umbrella stand.” # mood: amused
}
The hall smells of wax and of rain that has not fallen yet. A clock taller than the doors ticks as if it were thinking every tick over.
LUCIEN: “The arrangements are simple. This is the hour that the city lives twice. The first time was theirs; this one is ours. At three you will be on the pavement again, whatever you are in the middle of. Until then, every door that opens is open to you. Kindly do not touch the clock. And before leaving, one signs the book.”
He holds out an arm for your coat.
* [Give him your coat # id: hall_give_coat # icon: coat]
    ~ Coat = handed
    ~ trust_lucien += 1
    He receives it like somebody's infant, and hangs it, all alone, on a row of forty hooks.
* [Keep it on # id: hall_keep_coat # icon: cold]
    ~ Coat = worn
    LUCIEN: “As you wish. It is a cold house for people who keep their coats on. I have never found out which causes which.”
* [Ask him who wrote the card # id: hall_who_wrote # icon: question]
    ~ Coat = worn
    LUCIEN: “I could tell you. Then you would have read the last page first, and one never quite gets over that. Keep the coat as well; I see you are keeping things.”
- -> stairs

=== stairs ===
Halfway up the stairs somebody is sitting barefoot in a green dress, her chin on her knees. She has been there all along.
DIANA: “You took longer this time.” # mood: warm
Lucien coughs, very slightly.
DIANA: “I mean good evening. I mean I don't know you. I'm Diana.” # mood: distant
She comes down four steps, which is one too many between strangers. Her eyes go over your face as over a room, to see whether anything has been moved.
DIANA: “Quick, before you think of something clever. When you can't sleep, what do you listen for?” # mood: tender
* [Rain # id: stairs_rain # icon: rain]
    ~ Sound = rain
    DIANA: “Rain.” She says it as if you had put something warm into her hands. “Even on dry nights, I suppose. Yes. Even then.” # mood: warm # points: 10
* [A train, far away # id: stairs_train # icon: train]
    ~ Sound = train
    DIANA: “A train.” She tilts her head, as if it were passing now. “So you fall asleep the way other people leave.” # mood: warm # points: 10
* [A voice on the radio # id: stairs_radio # icon: radio]
    ~ Sound = radio
    DIANA: “A voice on the radio. Somebody who talks and doesn't need you to answer.” She almost smiles. “I'm the other kind.” # mood: warm # points: 10
* [Nothing. I count. # id: stairs_numbers # icon: numbers]
    ~ Sound = numbers
    DIANA: “You count.” She raises three fingers and folds them away, one by one. “And when you run out? No. Tell me another year.” # mood: warm # points: 10
- -> open_door

=== open_door ===
She is so close now that you can see the ink on her thumb. She sees you see it, and closes her hand. Something else closes too, like a shutter over a lit room. # delay: 900
DIANA: “Well. That was all I wanted to know. Don't follow me.” # mood: distant
She crosses the hall, disappears through the door on the left, and leaves it wide open.
LUCIEN: “She means it, visitor. She has also left the door open. In all my years of service I have never managed to obey both.” # mood: amused
The clock says eleven minutes past two. From beyond the door comes the creak of a piano stool. Lucien, who has seen everything and dusted most of it, inspects the ceiling and lets you think.
* [Follow her # id: door_follow # icon: door]
    ~ trust_diana += 1
    -> music_room
* [Wait where she can see you # id: door_wait # icon: wait]
    ~ waited_at_door = true
    ~ trust_diana += 2
    ~ trust_lucien += 1
    -> music_room
* [Stay with Lucien # id: door_stay # icon: tea]
    ~ trust_lucien += 1
    -> clock_room

=== music_room ===
{
- waited_at_door:
    You lean against the door frame, neither in nor away. Behind you Lucien murmurs that he must write that down.
    DIANA: “You can come in,” she says at last, without turning round. “It's worse when people are considerate.” # mood: wary
- else:
    DIANA: “I said don't.” She does not turn round. She moves along the piano stool until there is room for one more. # mood: wary
}
There is a piano, a chair, and nothing else. With one hand she plays a tune that climbs five steps and stops before the sixth.
{
- Sound == rain:
    Then her other hand joins in, high and scattered: rain, on a roof that is not there. She is playing what you told her.
- Sound == train:
    Then her other hand joins in, low and even: wheels, on a line a long way off. She is playing what you told her.
- Sound == radio:
    Then she hums along, softly, like a voice from the next room. She is playing what you told her.
- else:
    Under her breath she counts the bars. One, two, three. She never says four.
}
DIANA: “I can't bear being listened to.” The tune goes on. “Don't stop.” # mood: tender
The highest key makes no sound when she touches it.
* [Sit down beside her # id: music_sit # icon: piano]
    ~ played_the_sixth = true
    ~ trust_diana += 1
    You sit. Your sleeves touch. She climbs the five steps, lifts her hand, and looks at yours.
    You press the next key without thinking. It is the right one. You have never played the piano. # points: 10 # delay: 900
* [Listen from the chair # id: music_listen # icon: chair]
    ~ trust_diana += 1
    You take the chair. She plays until she has forgotten you. Then she remembers, goes pink, and plays worse.
    DIANA: “You let people be. Careful with that. They start telling you things.” # mood: warm
* {Clues !? letter} [See why that key is mute # id: music_key # icon: search]
    -> letter_in_piano
- -> half_past

= letter_in_piano
~ Clues += letter
You lift the lid. Between the hammer and the string of the silent key somebody has wedged a sheet of paper, folded in eight. # points: 10
DIANA: “That isn't for…” She bites the sentence off. “Take it. You'd have found it anyway. You look like someone who finds things. I wouldn't know.” # mood: wary
One line, in handwriting that leans like a person walking into the wind. <i>When she says she doesn't know you, be patient. She isn't lying. She is practising.</i>
-> half_past

=== clock_room ===
LUCIEN: “Sensible. There is tea. It is the only thing in this house that has ever arrived on time.” # mood: amused
He leads you into a pantry where thirty clocks hang and no two agree. He winds them one after another and apologises to each.
LUCIEN: “Every one of these was stopped by somebody who wanted a little longer. I start them again. It is not cruelty, visitor. An hour that cannot end is only a room without a door.” # mood: grave
Behind the wall a piano climbs five steps and stops before the sixth. Lucien waits for it, politely, with the key in his hand. It does not come. It seems it never does.
In the corner hangs a clock with no hands at all. Its little door is ajar.
* [Drink the tea # id: clocks_tea # icon: tea]
    ~ trust_lucien += 1
    No sugar, a slice of lemon, just as you like it. You had not said how you like it. # points: 10
    LUCIEN: “A lucky guess,” says Lucien, and for a full second he is furious with himself.
* [Ask him about Diana # id: clocks_ask # icon: question]
    ~ trust_lucien += 1
    ~ trust_diana += 1
    LUCIEN: “Miss Diana tells the truth twice a night, and has never told me which two. She will come very near, and then she will be a long way off. I would only ask you not to hold the second against the first.” # mood: grave
* {Clues !? letter} [Look into the clock with no hands # id: clocks_open # icon: search]
    -> letter_in_clock
- -> half_past

= letter_in_clock
~ Clues += letter
There are no works inside, only a sheet of paper folded in eight. # points: 10
LUCIEN: “I have looked for that everywhere. Evidently not everywhere. Keep it: it is addressed to nobody, which I am afraid means you.” # mood: amused
One line, in handwriting that leans like a person walking into the wind. <i>When she says she doesn't know you, be patient. She isn't lying. She is practising.</i>
-> half_past

=== half_past ===
Every clock in the house strikes half past two, and for once they agree. The lamps sink. When they rise again you are alone in a corridor, and behind a heavy curtain two voices are keeping themselves low. # delay: 1200
DIANA: “Don't show them the book. Not tonight. Let me have one night that is the first time.” # mood: grave
LUCIEN: “Miss Diana, one can hardly hide a book from a person who has already…” # mood: grave
He stops. A floorboard, yours, has given its opinion.
* [Step in and ask: what book? # id: half_step_in # icon: book]
    ~ trust_lucien += 1
    You draw the curtain aside. Two faces, one guilty and one merely well brushed.
    LUCIEN: “The visitors' book. One signs on leaving. It is a very dull book,” says Lucien, who lies badly for a man of such manners. # mood: wary
* [Keep still and listen # id: half_listen # icon: ear]
    ~ trust_diana -= 1
    You hold your breath.
    DIANA: “They'll look at me the way they did last year. As if I had stolen something.” # mood: grave
    LUCIEN: “And had you?”
    DIANA: “Only an hour.” The curtain flies aside, and there you stand. “Oh,” she says. “So you have ears.” # mood: distant
* [Walk away, and loudly # id: half_walk # icon: steps]
    ~ trust_diana += 1
    You walk off on the heaviest feet you own. She catches up with you under a portrait that has been turned to the wall.
    DIANA: “You have the loudest tact I ever heard.” # mood: playful
- -> the_promise

=== the_promise ===
Diana takes you by the wrist, two fingers where the pulse is, as if to read the time there. Hers is beating faster than the clocks.
DIANA: “Promise me something, and don't ask why. When he opens the book, don't turn back the pages. Sign it, and look at me instead.” # mood: tender
She does not let go. It seems there is more, and that it is the harder half.
{
- trust_diana >= 2:
    DIANA: “I wouldn't ask if I didn't like you. If I liked you less, it would be easier.” # mood: warm
- else:
    DIANA: “I don't ask for things. I'm not good at it. You can tell, can't you?” # mood: wary
}
Down the corridor Lucien has found a candlestick that needs all of his attention.
* [“I promise.” # id: promise_give # icon: hand]
    ~ Promise = given
    ~ trust_diana += 2
    DIANA: “That was quick.” She looks happy, and it seems to frighten her. “People who promise that quickly… No. Thank you.” # mood: warm
* [“Not without a reason.” # id: promise_refuse # icon: palm]
    ~ Promise = refused
    ~ trust_diana -= 1
    ~ trust_lucien += 1
    DIANA: “Good.” She lets go of your wrist as if it had turned cold. “I'd have despised a yes. Give me a moment and I'll forgive you the no.” # mood: distant
* [“Then promise me something too.” # id: promise_trade # icon: scales]
    ~ Promise = traded
    ~ trust_diana += 1
    You ask for one true thing before three o'clock.
    DIANA: “One,” she says after a while. “And I choose which.” # mood: playful
- -> the_book

=== the_book ===
The library is round, and all its shelves are empty but one. On a lectern lies the book, thick as a doorstep, open at a fresh page.
LUCIEN: “Ten minutes to three. Your name, if you please, or whatever you answer to. The pen only gives trouble to liars.”
{
- Clues !? letter && Coat == handed:
    ~ Clues += letter
    He has your coat over his arm, and a sheet of paper folded in eight. # points: 10
    LUCIEN: “This slipped out of the lining while I was brushing it. I have not read it. It was upside down.” # mood: amused
    One line, in handwriting that leans like a person walking into the wind. <i>When she says she doesn't know you, be patient. She isn't lying. She is practising.</i>
}
Diana stands on the other side of the lectern with her hands behind her back, like someone waiting for an examination to begin. She looks at you. She doesn't look at the book.
* [Sign the fresh page # id: book_sign # icon: pen]
    You write your name. The pen glides like something that knows the way.
    {
    - Promise == given:
        ~ trust_diana += 1
        You look at her, as you promised, and not at the page. So you see it happen: she stops breathing, and begins again. # points: 10
    - else:
        She lets out a breath that she seems to have been holding since a quarter past two.
    }
    But the paper is thin. Through your wet signature another one shows, from the other side, written backwards. You know that slant.
* [Turn back the pages # id: book_pages # icon: book]
    One autumn back there is a single line: your name. One more: <i>the visitor declined,</i> in small and tidy letters. Then your name, your name, your name. Seven autumns.
    {
    - Promise == given:
        ~ Promise = broken
        ~ trust_diana -= 3
        DIANA: “You promised,” she says. She isn't even surprised, and that is the worst of it. # mood: distant
    - Promise == traded:
        ~ trust_diana -= 1
        DIANA: “I never got round to saying what you would owe me,” she says. “That was it.” # mood: grave
    - else:
        DIANA: “At least you never promised,” she says, and comes round to read over your shoulder, like someone looking at old photographs. # mood: tender
    }
* [Put down the pen # id: book_refuse # icon: palm]
    ~ trust_lucien -= 1
    LUCIEN: “Refusals are entered as well,” says Lucien, and leafs back. Your name. Then, in his tidy letters: <i>the visitor declined.</i> And then your name, your name, your name. “The year before last. I had hoped that it was a phase.” # mood: amused
    Seven autumns. All the signatures are yours.
* {Clues !? letter && Coat == worn} [Feel in your coat for a pen # id: book_coat # icon: coat]
    ~ Clues += letter
    No pen. A sheet of paper folded in eight, from a pocket you had thought was empty. <i>When she says she doesn't know you, be patient. She isn't lying. She is practising.</i> # points: 10
    The writing leans like a person walking into the wind. So does the name on the page underneath, showing through. So, when you sign, does yours.
- -> seven_autumns

=== seven_autumns ===
{
- Clues ? letter:
    The card, the folded sheet, the book: one handwriting. You wrote them all.
- else:
    The card in your pocket, the names in the book: one handwriting. You invited yourself.
}
LUCIEN: “Seven years, visitor. You come; you are charming, or you are not; and at three the hour is drawn out of you like a thread out of a hem. Nobody is to blame. It is merely the arrangement.” # mood: grave
{
- Promise == traded:
    DIANA: “Here's your true thing. On the stairs I ask you the same question every year. And every year I like the answer so much that I have to leave the room.” # mood: tender
- Promise == broken:
    DIANA: “So now you know. Every year I ask you the same question on the stairs, and every year I have to leave the room before you see my face. You can look now. You're going to anyway.” # mood: distant
- else:
    DIANA: “Every year I ask you the same question on the stairs,” she says to the empty shelves. “And every year I have to leave the room before you see my face.” # mood: tender
}
{
- played_the_sixth:
    You think of the key that your finger found by itself. Somebody must have taught you. Somebody patient.
}
* [“Why didn't you just tell me?” # id: truth_why # icon: question]
    DIANA: “I did. The first year you were so sorry that you spent the whole hour being sorry. The second year I wrote it all down, and you spent it reading.” She shrugs. “Now I play the piano.” # mood: playful
* [“Was I kind to you?” # id: truth_kind # icon: heart]
    ~ trust_diana += 1
    DIANA: “Twice. And once you talked about the weather from beginning to end. I'd have given the house to make you stop. I've missed it every day since.” # mood: warm
* [“How do I keep you this time?” # id: truth_keep # icon: thread]
    ~ trust_diana += 1
    LUCIEN: “One does not. I have seen knots in handkerchiefs, visitor. I have seen ink on wrists.”
    DIANA: “Let them try, Lucien. It's what I like about them. Liked. Will have liked.” She makes a face. “There is no grammar for this.” # mood: playful
- -> two_minutes

=== two_minutes ===
In the hall the tall clock says two minutes to three. The front door is open already. Beyond it waits the street, blue and patient.
{
- trust_lucien >= 4:
    LUCIEN: “It has been a pleasure, visitor. It is not always. I tell you because you will not be able to use it against me.” He bows, a centimetre lower than he must. # mood: warm
- else:
    LUCIEN: “It has been an hour, visitor. I say so of very few hours.” He bows exactly as low as he must. # mood: amused
}
{
- trust_diana >= 3:
    Diana stands on the last step, so that her eyes are level with yours.
    DIANA: “Don't say anything beautiful. I'd have to carry it for a year.” # mood: tender
- else:
    Diana has stopped halfway up the stairs, where she was when you came.
    DIANA: “Go on. You're good at it.” It would sound harder if she were not holding on to the banister with both hands. # mood: distant
}
* {Clues ? letter} [Give her the letter to keep # id: end_letter # icon: letter]
    -> end_letter
* [Ask her to walk out with you # id: end_doorstep # icon: door]
    -> end_doorstep
* [Stop the clock # id: end_clock # icon: clock]
    -> end_clock
* [Say goodnight, and go # id: end_goodnight # icon: moon]
    -> end_goodnight

=== end_letter ===
~ letter_with_diana = true
~ trust_diana += 2
You carry the folded sheet to her and close her fingers round it. You would rather be reminded, you say, by her.
She reads the one line. She laughs, and then she has to sit down. # delay: 1200
DIANA: “Then I'll write the next one. With my own hand, and it's a dreadful hand. One night you'll find an ugly card in your pocket, and you'll come.” # mood: warm # points: 10
-> last_words

=== end_doorstep ===
~ asked_her_along = true
~ trust_diana += 1
She is beside you before you have finished the sentence. She takes your hand and walks: one, two, three, four, five steps. On the threshold her bare foot stays in the air. # delay: 1200
{
- played_the_sixth:
    DIANA: “You found the sixth on the piano,” she says. “I've never heard it out of doors.” She puts the foot down again, on the inside. “Ask me every time. One year I'll be rude and simply do it.” # mood: tender # points: 10
- else:
    DIANA: “See? Five. I've never found out what the sixth sounds like.” She puts the foot down again, on the inside. “Ask me every time. One year I'll be rude and simply do it.” # mood: tender # points: 10
}
-> last_words

=== end_goodnight ===
You say goodnight, as if there were going to be others.
Nobody answers. Diana looks at Lucien. Lucien, who in seven years has not once been startled, puts a hand on the umbrella stand.
DIANA: “You always say goodbye,” she says. “Seven times you've said goodbye.” # mood: tender # points: 10
-> last_words

=== last_words ===
Diana stands in the doorway, half in the dark. Behind her the tall clock draws the breath that clocks draw before they strike. Lucien has found something to read in the hat stand. # delay: 900
* [“I'll remember.” # id: last_remember # icon: knot]
    ~ said_remember = true
    DIANA: “Liar,” she says, delighted, and straightens your collar. “You say it better every year.” # mood: playful
* [“I'll forget. Tell me anyway.” # id: last_forget # icon: leaf]
    ~ trust_diana += 1
    DIANA: “Oh,” she says, and for once she doesn't look away. “Nobody has ever been that honest in this doorway. Come here, then.” # mood: tender
- -> farewell

=== farewell ===
The rest she says close to your ear, as one puts something into somebody else's pocket.
{
- Sound == rain:
    DIANA: “Listen for rain. Not the rain: the second before it. That's me, knocking.” # mood: warm
- Sound == train:
    DIANA: “Listen for the train. One night it will slow down where there isn't a station. That's me, pulling the cord.” # mood: warm
- Sound == radio:
    DIANA: “Leave the radio on. One night, between two stations, somebody will clear her throat. Let her.” # mood: warm
- else:
    DIANA: “When you count, stop at three. Leave the four to me.” # mood: warm
}
The clock strikes. You are standing on the pavement and your phone says 3:00. Between the bakery and the pharmacy there is a wall. You must have been walking; you cannot think why you stopped. # delay: 1500
{
- Sound == rain:
    Then, on a night without a cloud, the air smells of rain that has not fallen yet. And you remember one thing, only one: a colour. Green.
- Sound == train:
    Then, far away, where there is no station, a train slows down. And you remember one thing, only one: a colour. Green.
- Sound == radio:
    Then, behind a dark window, between two stations, somebody clears her throat. And you remember one thing, only one: a colour. Green.
- else:
    You walk home counting your steps. One, two, three. And somebody quite close to you says: four.
}
{
- letter_with_diana:
    In your pocket, where you expect a sheet folded in eight, there is only a card. On the back, in small and tidy letters: # ending: letter
- asked_her_along:
    Your right hand is warm, as if somebody had let go of it a moment ago. In the left there is a card. On the back, in small and tidy letters: # ending: doorstep
- else:
    There is a card in your pocket. On the back, in small and tidy letters: # ending: goodnight
}
LUCIEN: “The house thanks the visitor for a satisfactory hour. The next one is being laid out, and will be announced when it has been ironed. Kindly keep your evenings loose. To be continued.” # mood: amused # next: ch2
-> END

=== end_clock ===
~ stopped_the_clock = true
~ trust_lucien -= 1
You open the glass door of the clock and close your hand round the pendulum. It stops like a pulse. # delay: 1200
LUCIEN: “Visitor. I did ask.” But he does not move. On a less tidy face, one would call it hope. # mood: grave
One minute to three, and it stays one minute to three. The silence comes up the stairs like water.
{
- Sound == rain:
    DIANA: “Listen,” she whispers. “Rain. You brought it in. It has never once rained here.” # mood: tender # points: 10 # ending: clock
- Sound == train:
    DIANA: “Listen,” she whispers. “Your train. It has stopped. It's waiting for somebody.” # mood: tender # points: 10 # ending: clock
- Sound == radio:
    DIANA: “Listen,” she whispers. “A radio. We haven't got a radio.” # mood: tender # points: 10 # ending: clock
- else:
    DIANA: “One, two, three,” she whispers, and then, for the first time: “four.” # mood: tender # points: 10 # ending: clock
}
Through the open door you can see the street. Under the lamp somebody is walking away from the house with your shoulders, your step, your way of not looking back. # delay: 1500
DIANA: “If you are in here…” She takes hold of your sleeve. “Then who is that?” # mood: grave
LUCIEN: “The next hour, I am afraid, has never been written. Allow me a little time, visitor; it appears that we have some. To be continued.” # mood: grave # next: ch2
-> END
