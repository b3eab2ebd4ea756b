# chapter: ch5
# title: The Clock with No Hands
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
// Where the two hands were put, and how often it was wrong. Of no interest afterwards.
LIST HourHand = past_one, past_two, past_three
LIST MinuteHand = at_twelve, at_six, at_fifty_nine
VAR rooms_seen = 0
VAR wrong_tries = 0
-> candle

=== candle ===
You stand in the sleeping hall with a child's candle. It is two fingers long. Wherever you go with it, the dust lies down like an animal that knows you. # image: ch05.jpg # alt: A candle in a dark room. Furniture under dust sheets, and between it a tall clock whose face has no hands.
Things come back to you, in no order: a lid that you lifted or did not lift, a page, a pulse under two fingers. You have been in this house eight times. This is the first time that you are here on your own account.
Somewhere beyond the pantry the one clock goes on ticking. It can wait. It sounds as if it had done nothing else.
* [The portrait turned to the wall # id: c5_to_portrait # icon: portrait]
    -> corridor
* [The library # id: c5_to_library # icon: book]
    -> round_room
* [The music room # id: c5_to_music # icon: piano]
    -> silent_piano

=== crossroads ===
~ rooms_seen += 1
{rooms_seen >= 2: -> pantry}
The candle is one finger long. The ticking has come a little nearer, or you have.
From under his sheet in the hall Lucien lights the way to nowhere, with great distinction.
* {not corridor} [The portrait turned to the wall # id: c5_then_portrait # icon: portrait]
    -> corridor
* {not round_room} [The library # id: c5_then_library # icon: book]
    -> round_room
* {not silent_piano} [The music room # id: c5_then_music # icon: piano]
    -> silent_piano
* [Follow the ticking # id: c5_then_clock # icon: ear]
    You follow it as one follows a child through a crowd: by the top of its head.
    -> pantry

=== corridor ===
The corridor where once you gave yourself away on a floorboard. The portrait hangs with its face to the wall, in a frame that was meant for something cheerful. From the nail dangles a label.
LUCIEN: “Kindly do not. If you must, kindly do not tell me.” # mood: grave
On the boards beneath it there is a worn place, just as wide as two well-polished shoes. Somebody stands here often, then, and looks at the back of a picture.
* [Turn it round # id: c5_turn_portrait # icon: portrait]
    ~ turned_portrait = true
    ~ Finds += portrait
    It is Lucien. It is Lucien at eighty, on a bench in a railway station, in a good coat that has grown too big for him. He has a watch in his hand and looks past you, down the line. On the back of the canvas stands the year: a few winters ago. # points: 10 # delay: 900
    He never was eighty. You think of somebody with your shoulders, going away under a lamp. Whoever stays in here sends somebody out there, to do the growing old. # points: 10
* {Finds !? half_di} [Feel behind the frame # id: c5_behind # icon: ticket]
    ~ Finds += half_di
    You look at nothing; your fingers do it for you. Between canvas and wood sticks half a cloakroom ticket, number seven. Before the tear there are two letters: <i>DI.</i> # points: 10
    Somebody has hidden it where only Lucien would look, and where Lucien never will.
* [Leave it as it is # id: c5_leave_portrait # icon: palm]
    ~ trust_lucien += 2
    You stand for a while on the two worn places. From here one sees the stretcher, a nail, a little dust. It is surprising how long one can look at it.
- -> crossroads

=== round_room ===
The library, round as a well. The shelves have been dusted for years around books that are not on them. Beside the last shelf, where there must once have been a door, there are bricks, still reddish, with a plate: <i>Returned to the visitor.</i>
The book lies on the lectern, as thick as a doorstep. A slip of paper sticks out of it like a tongue.
LUCIEN: “The first page is of no interest whatsoever. I mention it in case you should be tempted by the first page.” # mood: amused
* [Open it at the first page # id: c5_first_page # icon: book]
    There are two columns, in a hand that is tidy and still young. On the right: <i>Signed on leaving.</i> Forty autumns have signed there. On the left: <i>Signed on entering.</i> From the top to the bottom, through the whole thick book, it is empty.
    {
    - Finds ? counterfoil:
        ~ Finds += entering
        You take the counterfoil out of your pocket. <i>Left by the bearer on going out.</i> Left, because on going out. And if somebody, one night, were to sign on coming in? # points: 10
    - else:
        You have a feeling that this means something, and that the other half of it is written on some scrap of paper that you did not keep.
    }
* {Finds !? half_di} [Take down the last book # id: c5_last_book # icon: ticket]
    ~ Finds += half_di
    It is called <i>Manners for Travellers</i> and has been read to pieces. For a bookmark somebody has used half a cloakroom ticket, number seven. It is torn across in the middle of a word: <i>DI.</i> # points: 10
    The page is about leave-taking. Most of it has been underlined; one line so hard that it is a hole.
* [Lay your hand on the bricks # id: c5_bricks # icon: hand]
    ~ trust_diana += 1
    They are warm. Behind them somebody is laughing, with somebody; and after a moment you know both voices, and one of them is yours. # points: 10
- -> crossroads

=== silent_piano ===
The piano, the chair, and nothing else. In spring the room looks smaller, like a school that one goes back to. On the keys lies a visiting card.
LUCIEN: “Tuned every September. Played by Miss Diana. Composed by nobody in particular.” # mood: wary
{
- played_the_sixth:
    You put a finger on the sixth key, and it knows you. Somebody patient must have taught you: or else you have simply always known.
- else:
    Five keys are worn hollow, like steps. The one after them is as good as new.
}
* [Play all six # id: c5_six # icon: piano]
    You climb five notes and press the sixth. The key goes down, the hammer rises and stands still, a hair from the string. In here it may not. # delay: 900
    {
    - Finds !? sixth:
        ~ Finds += sixth
        Five short ones and a long one: you have heard that every hour of your life, out of every radio. The sixth is not missing. The sixth is three o'clock, and in this house it is never three. # points: 10
    - else:
        Of course. The sixth is three o'clock. Nobody has forgotten how the tune goes on; they have only stopped the world in front of it.
    }
* {Clues !? letter} [See why the highest key is mute # id: c5_mute_key # icon: search]
    ~ Clues += letter
    Between hammer and string sticks a sheet of paper, folded in eight. <i>When she says she doesn't know you, be patient. She isn't lying. She is practising.</i> # points: 10
    It is in your handwriting. You sit down on the stool. It comes to you that one writes such a thing only to somebody whom one does not expect to remember it.
* [Look inside the lid # id: c5_lid # icon: lamp]
    ~ trust_lucien += 1
    There, where only somebody very small would look, is a line in chalk, and below it one in ink, small and tidy. <i>I can do five.</i> And: <i>The sixth on Sunday.</i> # points: 10
- -> crossroads

=== pantry ===
The pantry. Thirty clocks hang there with folded hands, and not one of them is going. Under them, in small and tidy letters, a notice for whoever comes to wind them.
LUCIEN: “They quarrel all night. One must not take sides. At the half they make it up, and then for the length of one stroke there is peace in the house.” # mood: amused
In the corner, with its little door ajar, is the one that ticks. It has a face, and on the face no hands at all, so that nobody has ever been able to tell what it is so sure of.
* [Hold the candle to the little door # id: c5_verse # icon: lamp]
    The flame lies over, as if something behind the door were breathing in.
* [Call softly for Mote # id: c5_call # icon: ear]
    ~ trust_mote += 1
    MOTE: “I'm here,” says the wall, much offended. “This is still the back. Where do you think the cheese gets in?”
- -> verse

=== verse ===
On the inside of the little door, cut with a penknife and gone over in ink, there are two lines. <i>Twice in autumn, never in spring, once on every other night. Set me to the hour at which I am at home.</i>
A hatch opens in the wainscot at knee height. Mote pulls the two iron needles out of her hair, a short one and a long one, and does not let go of them. Her hair comes down. She is suddenly very small.
MOTE: “You say where. I put them. If it's wrong it hurts it, so don't just say something.” # mood: grave
-> hour_hand

=== hour_hand ===
{wrong_tries > 0:
    Once more. The clock has shaken off both its hands, as a dog shakes off water, and ticks on with its empty face. She holds the short one up against it, like someone measuring a child against a door frame.
- else:
    First the short one, the one for the hours.
}
* {wrong_tries == 0} [Think of all the nights of a year # id: c5_think # icon: moon]
    Three hundred and sixty-three nights on which every hour comes once. One on which some hour comes twice; in that one you know your way about. One on which it does not come at all; and in that one you are standing.
    MOTE: “You move your lips when you think,” says Mote. It seems to raise you in her opinion. # mood: warm
    -> hour_hand_choice
+ [Between one and two # id: c5_past_one # icon: clock # hint: One night in the year lives an hour twice, visitor. I believe you know it.]
    ~ HourHand = past_one
+ [Between two and three # id: c5_past_two # icon: clock]
    ~ HourHand = past_two
+ [Between three and four # id: c5_past_three # icon: clock]
    ~ HourHand = past_three
- -> minute_hand

=== hour_hand_choice ===
The short hand waits, point upward, between two chalky fingers.
+ [Between one and two # id: c5_thought_one # icon: clock]
    ~ HourHand = past_one
+ [Between two and three # id: c5_thought_two # icon: clock]
    ~ HourHand = past_two
+ [Between three and four # id: c5_thought_three # icon: clock]
    ~ HourHand = past_three
- -> minute_hand

=== minute_hand ===
It clicks into place. Now for the long one. The clock ticks faster, like somebody who hears a key in the door and does not yet know whose.
{
- wrong_tries > 0:
    MOTE: “The notice,” says Mote, to the cheese. “Some people read notices.” # mood: playful
- else:
    MOTE: “Well?” says Mote. “When's a person at home?” # mood: wary
}
+ [On the hour, straight up # id: c5_at_twelve # icon: clock # hint: The notice under the thirty clocks names the moment at which they make it up.]
    ~ MinuteHand = at_twelve
+ [At half past, straight down # id: c5_at_six # icon: clock]
    ~ MinuteHand = at_six
+ [At one minute to # id: c5_at_fifty_nine # icon: clock]
    ~ MinuteHand = at_fifty_nine
- {
- HourHand == past_two && MinuteHand == at_six:
    -> strikes
- else:
    ~ wrong_tries += 1
    -> not_that
}

=== not_that ===
{
- HourHand == past_two && MinuteHand == at_fifty_nine:
    The clock holds its breath. A minute to three: out in the hall, under his sheet, something creaks like a man who would turn his head if he could. Mote snatches the hands off again, as white as her chalk.
    MOTE: “Not that one. That one's his. Nobody's at home in that one.” # mood: grave
- HourHand == past_two:
    The clock strikes, and goes on striking, like a door that somebody keeps on closing. It is the right house, and nobody is in.
    MOTE: “The hour's good,” says Mote, with her hands over her ears. “On the dot, though, I'm always still outside. I'm on the way.” # mood: wary
- MinuteHand == at_six:
    All thirty clocks give a little cough, as people cough at a concert. The half pleases them. The hour does not.
    MOTE: “That hour comes in spring as well. Look out of the window: there's one of them, and there's the other. It's the one in between I haven't got.” # mood: wary
- else:
    The clock gives a cry like a cat that has been trodden on. From all over the house other clocks answer, in their sleep.
    MOTE: “You just say something,” says Mote bitterly, and strokes it. “Twice in autumn. What comes twice in autumn? You're in it every year.” # mood: grave
}
{wrong_tries >= 2: -> her_own_hands}
+ [Try again # id: c5_again # icon: clock]
    -> hour_hand
+ [Ask her to do it # id: c5_ask_her # icon: hand]
    -> her_own_hands

=== her_own_hands ===
~ Riddle = helped
~ trust_mote -= 1
Mote pushes you aside with her hip. She puts on the short hand, between two and three. Then she looks at the long one, and sticks it back into her hair.
MOTE: “You get the one. The other I keep. It's for somebody who knows when I'm at home.” # mood: distant
With one hand a clock can tell the hour, but not how far into it you are. It strikes, once, as if into a pillow. # delay: 900
* [Tell her that you are sorry # id: c5_sorry # icon: heart]
    ~ trust_mote += 1
    MOTE: “Sorry's not worth anything,” says Mote. “Everybody has some.” But she takes it, and puts it in the sack. # mood: wary
* [Thank her # id: c5_thanks # icon: hand]
    MOTE: “I don't do that one,” says Mote, going red beneath the chalk, and pulls the hatch to. # mood: wary
- -> kitchen_door

=== strikes ===
~ Riddle = solved
~ trust_mote += 3
Half past two. Twice in autumn, never in spring; and at the half all of them make peace. The clock does not strike: it rings, like a bell above a shop door through which somebody comes home. # points: 30 # delay: 1200
Thirty clocks wake up and say it after him. For the length of one stroke there is peace in the house, in spring, where there is no such hour.
MOTE: “That's when I'm in,” says Mote. She has forgotten to hold her hair. “It's supper. It's every single day. And you just say it, like nothing.” # mood: tender
* [“He wrote the verse for you.” # id: c5_wrote # icon: pen]
    ~ trust_mote += 1
    MOTE: “He cuts it with my knife,” says Mote. “He says, if ever you get lost, that's where we are.” She shuts the hatch very quickly, so that it should not be seen what her face is doing. # mood: tender
* [Offer her your hand # id: c5_offer_hand # icon: hand]
    ~ trust_mote += 1
    This time it is no loan. She holds it, with a grip like a vice, up to the third ring; then she remembers herself, and is gone.
- -> kitchen_door

=== kitchen_door ===
The candle has gone out. You do not need it: under the door at the end of the pantry there is light, and a smell of toast. Bare feet go to and fro. Somebody is humming five notes, with her mouth full.
* [Knock # id: c5_knock # icon: door]
    You knock. A plate falls. There is a silence in which somebody looks for a face to put on.
* [Go in # id: c5_go_in # icon: steps]
    The door has never been locked; nobody ever comes. Behind it somebody is standing on one leg with a slice of toast, like a heron that has been found out.
* [Hum the tune along with her # id: c5_hum # icon: piano]
    ~ trust_diana += 1
    You join in at the third. At the fifth you both stop. The humming on the other side has turned into breathing.
- DIANA: “You can't be here,” says the light. “It's March. I haven't forgotten you yet.” # mood: wary # next: ch6
-> END
