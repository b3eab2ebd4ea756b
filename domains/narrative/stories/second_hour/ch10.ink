# chapter: ch10
# title: Three
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
-> five_minutes

=== five_minutes ===
Five minutes to three. The hall has never been so full. Lucien has let in the clerk, taken his tape from him and hung it on a hook of its own. Diana sits on the stairs. The front door is open, as it always is by now; beyond it waits the street, blue and patient. # image: ch10_hall.jpg # alt: The front door stands open on the night. Beside it the tall clock says five minutes to three.
{
- mote_meets:
    On the shoulders of the steward, with her boots on his lapels, sits somebody of nine, and looks at everything from above as if it were for sale.
- else:
    From behind the wall comes, from time to time, a very small scratching, as of chalk that holds itself ready.
}
There is time to say a word to one of them. One, and then the pen.
* [To Lucien # id: c10_to_lucien # icon: lamp]
    ~ trust_lucien += 1
    You thank him for the tea.
    {
    - trust_lucien >= 6:
        LUCIEN: “I have taken such trouble not to be fond of visitors,” says Lucien. “It would have been bad for the carpets. You are an exception; I have entered it in the book, very small.” # mood: tender
    - else:
        LUCIEN: “It was the only thing here that was ever on time,” says Lucien. He bows; and then he does not come up again for quite a while. # mood: tender
    }
* [To Mote # id: c10_to_mote # icon: swap]
    ~ trust_mote += 1
    You ask what she would take for the whole sack.
    MOTE: “It isn't for sale,” says Mote. “It's for giving back. I only look after it till there's somebody at home.” She says it as if she had this minute found it out. # mood: warm
* [To Quince # id: c10_to_quince # icon: tape]
    ~ trust_quince += 1
    You ask him whether he has had supper.
    QUINCE: “This office has been offered toast,” says Quince, and has to look for his handkerchief. “By the residue. It asked whether he took butter. The column for <i>who</i> has been requested once more; by telegram; a minute ago.” # mood: tender
- -> lectern

=== lectern ===
The book has been brought into the hall; there is no more library to keep it in. It lies on the umbrella stand, as thick as a doorstep, open at a fresh page. Lucien holds out the pen to you. His hand is quite steady, and that is how one sees it.
Diana doesn't say: look at me instead. She doesn't say anything. She has drawn her dress over her toes.
{
- ana_comes && Finds ? (one_name, entering) && (quince_stamps || trust_quince >= 2):
    In your pocket a counterfoil, a ticket in two pieces and a thought are lying next to one another, and all of a sudden they are one thing. # points: 10
}
* [Sign, on leaving # id: c10_sign # icon: pen]
    -> to_bearer
* [Close the book: it is yours # id: c10_close # icon: book]
    -> seven_hours
* [Go to the tall clock # id: c10_clock # icon: clock]
    -> great_clock
* {ana_comes && Finds ? (one_name, entering) && (quince_stamps || trust_quince >= 2)} [Carry the book to the door # id: c10_carry # icon: door]
    -> lectern.on_entering

= on_entering
You take the book under your arm, walk past all of them, and out. It is the first time that anybody has left this house before three. On the doorstep you turn round. # delay: 900
LUCIEN: “Visitor,” says Lucien, in alarm; and then, quite differently: “Oh. Oh, visitor. Do come in.” # mood: warm
You lay the book across the threshold, half of it in, half out, and turn to the first page. On the left stands a column that nobody has ever used. Ana has come up beside you, with her collar turned up. On the other side of the book kneels Diana. They do not look at each other. They look at the line.
* [Write your own name first # id: c10_own_name # icon: pen]
    It leans, as always, like somebody walking into the wind. But for the first time it is walking towards the house.
* [Give Diana the pen # id: c10_pen_diana # icon: hand]
    ~ trust_diana += 1
    She takes it like a hot spoon. She has never signed for anything. Those who stay are not asked to; they are only left.
- -> lectern.one_line

= one_line
Diana writes <i>DI.</i> It is a frightful hand, with a blot. She pushes the book over the sill by the breadth of a finger. Ana, in the round letters of people who are used to having their names read out, writes <i>ANA.</i> You put yours underneath. There is one line, and on it one name, and its middle is exactly over the threshold.
QUINCE: “This needs a stamp,” says somebody, hoarsely. He has it in his hand already. He breathes on it. “Received, on entering: one hour. By…” He looks up. “By whom. There is a box for it. I…” He hears it himself. “I have just drawn one.” # mood: tender # delay: 1200
It comes down on the page like a door that closes from inside.
* [Hold out your hand to both of them # id: c10_both_hands # icon: hand]
    You hold out a hand to each, one over the sill to the left, one to the right. For an instant you are the doorstep.
* [Count: one, two, three # id: c10_count # icon: numbers]
    You count it out for them. At three both of them lift a foot.
- -> lectern.four_oclock

= four_oclock
{
- mote_meets:
    MOTE: “Now,” says Mote, from the shoulders. She says it like a person who knows what it costs, and can afford it. # mood: warm
- else:
    Out of the wall, in chalk and in an undertone, comes one word: now. And with it, a whole pane of wainscot, and somebody of nine.
}
And one walks out and one walks in, and on the sill they are one person, who is stepping on her own dress. Five short; and the sixth, the long one, from the piano, from the pharmacy, from the tower. It is three o'clock. Nothing is drawn out of anybody. It is one minute past. # delay: 1500 # image: ch10.jpg # alt: The front door stands open on a morning. Diana, Lucien and a girl go out into the light, and somebody in a coat goes with them. The tall clock strikes.
DIANA: “I've got a dentist,” says Diana. She has a little grey in her hair. She looks down at her two hands, then at you: she knows you; she knows you from the stairs and from a night in January. “Both,” she says. “I've got both. Nobody told me that one could sign for both.” # mood: tender
* [Stay up with them until four # id: c10_until_four # icon: moon]
    The hour passes as hours do. The clerk measures the house, six metres, and finds that it balances. Next door a woman of fifty has opened the hatch, put on a blue scarf, and taken it off again to bring it over.
* [Ask what she listens for # id: c10_listen_now # icon: ear]
    DIANA: “Nothing,” says Diana, after having listened. “You've come in.” Behind her a father is showing a daughter of nine, and a daughter of fifty, where the sixth key is.
- {
- AtFour == four_bread:
    From her pocket she takes a list that is two years old. At five to four the baker opens his side door, and sells her, for two coins, a loaf that has come out crooked. She tears it, because it is too hot to cut.
- AtFour == four_cat:
    From her pocket she takes a list that is two years old. At five to four she is kneeling in the yard with a saucer. The cat makes a face as if she were late. She is eight years late, and it is the best face she has ever been made.
- AtFour == four_sleep:
    From her pocket she takes a list that is two years old. At five to four she begins to tell you something, on the stairs, with her head against the banister; and in the middle of it, without finishing it, she falls asleep.
- else:
    At five to four they all fall silent, like people who have come a long way to see the sea and are on the last dune.
}
{
- Sound == numbers:
    Then the tall clock draws breath. One, it says; two; three. It leaves the four to her. # ending: four
- else:
    Then the tall clock draws breath, and does what it has never done in its life, and has always known how to do. It strikes four. # ending: four
}
-> END

=== to_bearer ===
You take the pen. You have done this time and again without knowing what it was, and once knowing it. Tonight everybody in the hall knows that you know. It glides like something that knows the way.
{
- Promise == given:
    You look at her instead, as you once promised. So you see it happen.
- else:
    You look at her instead. So you see it happen.
}
All through the house, like lights in a street, things come on: an inch of carpet, a shelf, the smell of leather. <i>Geography. Manners.</i> Diana holds her hands up to the lamp, and not a gleam comes through. # delay: 1200
DIANA: “That's the first one that was a present,” says Diana. “The others I took. I know the difference, you know. It's heavier.” # mood: tender
* [Let her have the colour as well # id: c10_give_green # icon: leaf]
    DIANA: “No,” says Diana. “That one I always let you have. Did you think you'd kept it by yourself?” She puts it back, close to your ear: green.
* [“Don't say goodbye.” # id: c10_no_goodbye # icon: moon]
    DIANA: “Goodnight,” says Diana. “As if there were going to be others.” She has her chin up. “There are, you know. You'll see. You won't.” # mood: playful
* [“Will you know me?” # id: c10_know_me # icon: question]
    DIANA: “I don't know you,” says Diana, cool as a plate, and straightens your collar with both hands, and cannot let go of it. # mood: tender
- -> on_the_pavement

=== on_the_pavement ===
Three o'clock. You are standing on the pavement before a wall, with a colour in your head. A small man with sleeve guards is winding in a tape. # delay: 1500
QUINCE: “Eleven and nine are twenty,” he says, though the tape says something else. “I make it twenty. I find nothing here to clear.” He has said <i>I.</i> He looks at it, as it were, and leaves it standing. # mood: warm
* [Ask what he is measuring # id: c10_measuring # icon: tape]
    QUINCE: “Nothing whatever,” says the man, with tears in his eyes. “You have no idea how well it comes out.”
* [Walk home # id: c10_walk_home # icon: steps]
    You walk home. You have the feeling of having given somebody something, and no idea what; but it must have been the right size.
- The clocks are not changed any more. But there are minutes, you notice, that nobody wants: at level crossings, in lifts between two floors, on the chairs at the dentist's. People leave them lying about. They are clean when one comes back to them, as if somebody had dusted.
{
- mote_meets:
    Sometimes a child's voice says <i>now,</i> just before the lights turn.
- else:
    Sometimes there is a chalk mark on a wall, at the height of a knee, with a very small handle.
}
And one night, in a waiting room, at an hour at which nobody is waiting, somebody sits down one chair closer than strangers do. She has ink on her thumb.
DIANA: “Quick,” she says, “before you think of something clever.” # mood: warm # ending: bearer
-> END

=== seven_hours ===
You close the book. It makes a sound like a hand laid on a hand. All that is in it goes warm under the cover: the stairs, the tune, the toast, seven hours, yours.
LUCIEN: “So be it,” says Lucien, and for the first time he bows exactly as low as he wants to. “Then everybody gets back what is theirs. I have always been in favour of that. In theory.” # mood: grave
Out of the sack fly gloves, a whistle, a Tuesday; they go out over the roofs like swifts, each to its owner. The carpets follow, the lamps. The house does not fall. It is handed back, room by room. # delay: 1200
{
- mote_meets:
    Lucien goes out by the front door, with somebody on his shoulders. The night hatch next door opens as if it had been waiting for a customer. “It's three,” one hears a woman say. “I thought you'd never…” Then it is only a hatch, with the light on.
- else:
    Lucien puts out the lamp, hangs it on the fortieth hook, and goes to a wall, and through it, as one goes to answer a bell. There is a smell of chalk. Next door somebody drops a jar, and does not swear.
}
* [Hold Diana's hands # id: c10_hold_hands # icon: hand]
    ~ trust_diana += 1
    They are cold, then light, then the idea of hands. She looks at your face all the while, like the one thing in the room that has not gone out.
* [Tell her what people do at four # id: c10_tell_four # icon: bread]
    You tell her about bread, cats, sleep. She nods at each of them, like a person at a station who is being told the stops.
* [Don't say anything beautiful # id: c10_no_beauty # icon: palm]
    ~ trust_diana += 1
    “Thank you,” says Diana. “I'd have had to carry it.” She says it so close that you feel it rather than hear it.
- -> glass_poured

=== glass_poured ===
DIANA: “Good evening,” she says. “I don't…” And that is as far as she gets. The glass has been poured. # mood: tender # delay: 1500
Three o'clock, and a wall. You remember everything. You remember it so hard that you have to sit down on the kerb, and a small man with sleeve guards, who has nothing to clear away any more, sits down beside you.
QUINCE: “I shall stay for a little,” says Quince. “It is not in any regulation. I should merely like to.” # mood: tender
* [Listen to the radio that night # id: c10_radio # icon: radio]
    You listen that night, and every night. She doesn't put her question any more. It is as if somebody had answered it.
* [Leave it off, for a time # id: c10_radio_off # icon: wait]
    You leave it off until the spring. You have promised yourself to be patient, in writing.
- In March, when no clock is changed, a woman's voice at ten to three lets a record end, and hums. Five notes; and then, as if there had never been anything the matter with it, a sixth.
{
- ana_comes:
    ANA: “I do not know where I have that from,” she says. “I stood in a street one night, in my good coat, and waited, and it seemed to me that somebody came.” # mood: warm
- else:
    ANA: “I do not know where I have that from,” she says. “I woke up one night, and it went on.” # mood: warm
}
There is a pause, on the air, in eleven thousand kitchens. You have known her for seven hours, and can wait. You dial. It is answered before it has rung.
ANA: “Good evening,” says Ana. “I don't know you.” And then, after a moment, not at all like the radio: “Do I?” # mood: tender # ending: hours
-> END

=== great_clock ===
Three minutes to three. The clock is taller than the doors, and ticks as if it were thinking every tick over. Beside it, for want of a music room, they have put the piano. The lid is up. Five keys are hollow like steps, and the sixth is as good as new.
Everybody looks at your hands.
* [Stop the clock # id: c10_stop # icon: clock]
    -> last_minute
* {ana_comes} [Play the tune to its end # id: c10_play # icon: piano]
    -> great_clock.sixth_note
* [Simply walk out, with all that is yours # id: c10_walk_out # icon: door]
    -> seven_hours

= sixth_note
You sit down. Diana has come to the foot of the stairs by herself. She has one hand on the banister. Outside, in the middle of the blue doorway, stands somebody in a grey cardigan, with half a name.
{
- asked_her_along:
    DIANA: “Ask me,” says Diana. “You said you would. Every time.” You ask her to walk out with you. “No,” she says, with all her might, and puts down one foot. # mood: tender
- else:
    DIANA: “I'm not going,” says Diana, and puts down one foot. “I only want to hear it from nearer.” # mood: tender
}
You climb the stairs of the tune, and she walks: one, two, three, four, five. At the sill her foot stays in the air. So does your finger.
* [Press the sixth # id: c10_press # icon: piano]
    Your finger has known it all its life. It goes down.
* [Take Lucien's hand, and put it there # id: c10_lucien_hand # icon: hand]
    ~ trust_lucien += 1
    He has no gloves on. He made that note for somebody's birthday, forty years ago, and has never heard it. His finger goes down beneath yours.
* {mote_meets} [Nod to Mote # id: c10_nod # icon: clock]
    ~ trust_mote += 1
    MOTE: “Now,” says Mote, and leans down from the shoulders to press it herself. It is her Sunday.
- It is long, and quite simple, and it is three o'clock. # delay: 1500
She puts down her foot.
-> great_clock.on_the_sill

= on_the_sill
It is like watching somebody put on a coat. There were two, and one of them had her arms out; and now one woman is standing on the pavement, with a little grey in her hair, and looks at her feet. The note has not stopped yet. It is only being taken over, by the tower, by the radio in the pharmacy.
{
- Finds ? shoes:
    They are in green shoes. They do not pinch.
- else:
    They are in nothing but stockings, with a green hem over them, and it is cold. She seems to find that very interesting.
}
Behind you there is a wall. A small man with sleeve guards lays his hand on the bricks. “I was present,” he says to nobody. “I should like that to be entered.” Through the hatch one hears a woman of fifty say, in a child's voice, that she can do six.
* [“Good evening. I don't know you.” # id: c10_dont_know # icon: moon]
    She laughs, and puts her hand to her mouth as if to see where that had come from.
* [Wait. You have it in writing. # id: c10_in_writing # icon: wait]
    You wait. You have it in writing that it is no lie. She looks at you: as over a room, to see whether anything has been moved.
- -> great_clock.strangers

= strangers
She remembers nothing: not the stairs, not the toast, nor the eleven minutes of cello. She knows that she has a name, and says it under her breath, all of it, for the pleasure of its being so long.
DIANA: “I'm sorry,” she says. “You looked at me as if I'd been away. Have I been away?” # mood: wary
You say that it is late, and that at four the baker opens his side door.
DIANA: “What do people do at four?” She has come one step closer than strangers do, and does not seem to know it. “No. Something else. It's on the tip of my tongue. When you can't sleep…” # mood: tender
{
- Sound == rain:
    She lifts her head. On a night without a cloud the first drop falls on the back of her hand; and she looks not at the rain but at you, as if you had knocked. # ending: sixth_note
- Sound == train:
    She lifts her head. Far away, where there is no station, a train slows down, and stops, and one hears quite clearly how a single door is opened. # ending: sixth_note
- Sound == radio:
    She lifts her head. In the pharmacy, between two stations, there is a silence, with nobody in it. “Oh,” she says. “That's me. I'm not on.” And she stays. # ending: sixth_note
- else:
    She counts the steps to the bakery under her breath. One, two, three. You leave the four to her. She turns round, and says it. # ending: sixth_note
}
-> END

=== last_minute ===
{
- stopped_the_clock:
    You open the glass door and close your hand round the pendulum. It knows your hand. The last time you did this because you could not bear to go. # delay: 1200
- else:
    You open the glass door and close your hand round the pendulum. It stops like a pulse. # delay: 1200
}
One minute to three. You see them understand it, one after the other. You have not stopped it in order to keep them.
LUCIEN: “Somebody has to carry the lamp,” says Lucien, slowly, “as long as there is anybody inside. And if it is somebody else…” You hold out your hand. He looks at it as if it were a letter from home. # mood: grave
Under the lamp in the street somebody is walking away from the house with your shoulders. Good. There is somebody to see to breakfast.
* [Take the lamp from Lucien # id: c10_take_lamp # icon: lamp]
    ~ trust_lucien += 1
    It is heavier than it looks. It has been held up for forty years so that one could not see that.
* [Hand him his own coat # id: c10_his_coat # icon: coat]
    ~ trust_lucien += 1
    You fetch it from the fortieth hook. He holds out both arms behind him, like a child, and does not find the sleeves.
- -> they_go

=== they_go ===
{
- mote_meets:
    He goes first, with somebody on his shoulders. At the sill he looks up, as one looks up for leave. “Now,” says Mote. He walks out. Next door a hatch goes up, and one hears a jar fall. # delay: 900
- else:
    He goes first, along the wall, with his palm against it; and on the other side of the wall, just as fast, goes something small. At the sill they are level. He walks out. Next door one hears a jar fall. # delay: 900
}
QUINCE: “The decree speaks of hours,” says Quince from the door, leafing. “Of minutes it says nothing. What remains here is one minute. I shall overlook it. I have excellent eyes; it will be quite hard.” And he is gone, and has left you his pencil. # mood: tender
Then there are only the two of you in the hall. She has come down all the stairs, and stands in front of you.
DIANA: “You can't,” says Diana. “It's a dreadful house. There's nothing to do in it but to wait for somebody.” She hears herself. She has put both her hands flat on your coat. # mood: tender
* [“Go on. You're good at it.” # id: c10_go_on # icon: door]
    She said that to you once, and held on to the banister with both hands. You hold on to the lamp.
* [“Listen for me.” # id: c10_listen_for # icon: ear]
    {
    - Sound == rain:
        “For rain,” she says. “The second before it.” She knows. She has had it by heart for eight years.
    - Sound == train:
        “For the train,” she says. “Where there isn't a station.” She knows. She has had it by heart for eight years.
    - Sound == radio:
        “Between two stations,” she says. “Somebody clears their throat.” She knows. She has had it by heart for eight years.
    - else:
        “One, two, three,” she says, and looks at you so that you should say the rest.
    }
- -> halfway_up

=== halfway_up ===
Then she walks. One, two, three, four, five. She does not turn round; she is good at it. And she takes the sixth, out there, where you can only see it and not hear it. Somebody in the blue light catches her by the elbow; then there is only one of them. # delay: 1500
It is one minute to three. You have time. You wind the clocks, and apologise to each of them. You learn the piano, all six. You find out about the coats: it is simply a cold house.
* [Write a card # id: c10_write_card # icon: card]
    There is one sheet of cream paper left. You do your best, but your hand leans: <i>Come at two. The second two.</i> You push it under the door, and something takes it away like a leaf.
* [Sit down halfway up the stairs # id: c10_sit_stairs # icon: steps]
    You try all the steps. There is one from which one sees the door. It is worn hollow; she must have sat there a good deal.
- And one night, which may be the next or the ten-thousandth, somebody knocks.
The door opens before you have decided anything. A woman comes in from the street, with a little grey in her hair, and looks about her as one does in a place where one has never been. She has a card in her hand. She does not know you. You have practised for this, and pull your knees up to your chin.
“You took longer this time,” you say. # ending: keeper
-> END
