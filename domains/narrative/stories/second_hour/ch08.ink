# chapter: ch8
# title: Residue
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
// How many of the three visits were made.
VAR visits_made = 0
-> long_summer

=== long_summer ===
For the first time you have a whole year of knowing. It is not as one would think. You stand in the queue at the baker's and know what people do not; you are like somebody carrying a full glass through a crowd. # image: ch08.jpg # alt: Evening over a city: lit windows, a radio mast that sends out rings, and in front a wall with a notice on it. Somebody in a coat stands there and reads.
{
- Swap == swap_time:
    Your phone has not shown the time since March. You are late for everything and it does not matter, and when people ask you what time it is you say, to your own surprise: still early.
- Swap == swap_sound:
    Your nights have gone quiet since March. There is nothing behind the silence. You lie in it as in an unmade bed, and know that somewhere, in a sack, it is going on without you.
- Swap == swap_secret:
    Since March there is a warm place in you that is empty. You feel for it now and then, like a tongue for a tooth. It does not hurt. It is being kept for you.
- else:
    The nights are short. You sleep through some of them, and in the morning are ashamed, like a guard.
}
Every night at half past two the radio puts its question. Every night you answer it, in the dark, without a telephone.
* [Learn the tune on a table top # id: c8_table # icon: piano]
    ~ trust_diana += 1
    You practise on tables, on railings, on the backs of buses: five, and the sixth. By August the cat in the yard knows it, and goes off after the fifth.
* [Leave things at the chalk door # id: c8_leave # icon: swap]
    ~ trust_mote += 2
    Once a week you lay something on the crate in the yard: a right-hand glove, a whistle, half a pear. In the morning it is gone, and there is a button there. One does not take anything for nothing.
* [Write to the Office of Hours # id: c8_write # icon: paper]
    ~ trust_quince += 2
    You write eleven letters. Eleven times the answer is a printed card: <i>Your matter is receiving attention.</i> On the eleventh, in pencil: <i>It is. From a quarter of this office.</i>
- -> last_saturday

=== last_saturday ===
The last Saturday in October. The newspapers wish everybody a good night and remind them, for the last time, that they will be given something. It is eleven in the evening. At two the bell will go, at two again the door, and at three the residue.
There are three people in this town who know something without knowing what. One has a microphone, one a hatch, one a stamp. They work nights, each at another end; and between now and two there is time to see two of them. # delay: 900
* [To Ana, at the station # id: c8_ana_first # icon: radio]
    -> to_ana
* [To Vera, at the pharmacy # id: c8_vera_first # icon: shoe]
    -> to_vera
* [To Quince, on the third floor # id: c8_quince_first # icon: stamp]
    -> to_quince

=== across_town ===
~ visits_made += 1
{visits_made >= 2: -> at_the_wall}
Half past twelve. The town is going to bed, with the good conscience of people who are about to get an hour for nothing. There is time for one more.
A leaf is blown along in front of you, flat and brown, always in the same direction as you, as if it knew a door to go in under.
* {not to_ana} [To Ana, at the station # id: c8_ana_second # icon: radio]
    -> to_ana
* {not to_vera} [To Vera, at the pharmacy # id: c8_vera_second # icon: shoe]
    -> to_vera
* {not to_quince} [To Quince, on the third floor # id: c8_quince_second # icon: stamp]
    -> to_quince
* [Straight to the wall # id: c8_straight # icon: wait]
    You would rather be early. For once in your life you would like it to be the house that is late. You walk up and down before the bricks, as one does at a station.
    -> at_the_wall

=== to_ana ===
The third step goes. The bell is still out of order. Ana opens before you have knocked, in her stockings, with a pencil behind her ear, and does not seem surprised.
{
- Told == told_truth:
    ANA: “Six hours,” she says. “I have thought of them whenever I ate. Somebody was managing on them. Come in, listener; I have been leaving some of everything.” # mood: grave
- Told == told_silence:
    ANA: “I have stopped asking it,” she says. “The question. I ask it still, I mean, but I have stopped waiting. You have spoilt all the other answers for me.” # mood: warm
- else:
    ANA: “On a staircase,” she says. “I left them on a staircase. I have gone up and down every one in this town since January, listener, and there is one too few.” # mood: grave
}
You tell her: tonight, the second two, a wall between a bakery and a pharmacy. She winds a cable round her hand, and unwinds it.
ANA: “I am on the air at that time. I have been on the air at that time for eight years. One might almost think that I had arranged it.” # mood: wary
* [Ask her her own question # id: c8_her_question # icon: question]
    ~ ana_comes = true
    Nobody has ever asked her. When she cannot sleep, what does she listen for?
    ANA: “Somebody,” says Ana, “who has stopped in a doorway, and does not come in, and does not go.” She looks at what she has said. She takes down the record with the eleven minutes; then one that lasts an hour. # mood: tender # points: 10
* {Finds ? shoes} [Set the green shoes before her # id: c8_give_shoes # icon: shoe]
    ~ ana_comes = true
    She does not touch them. She puts one foot down beside them, then into one. It goes in as a word goes into a sentence. # delay: 900
    ANA: “These do not pinch,” says Ana. “I had begun to believe that everything pinches.” She walks up and down in them, one, two, three, four, five, and stands at the door with her coat on. # mood: tender # points: 10
+ {Finds !? shoes} [Set the green shoes before her # id: c8_shoes_missing # icon: shoe # lock: The shoes are still at the pharmacy.]
* {Finds ? one_name} [Show her the whole ticket # id: c8_whole_ticket # icon: ticket]
    ~ ana_comes = true
    You lay the two halves side by side. She reads it out, as one reads out a name at a graduation: all of it, from the beginning. # delay: 900
    ANA: “So that is what he cut off,” says Ana, and looks through the glass at the sleeping engineer. “Two letters. Can one wake up one morning and be two letters short?” She is putting on her coat as she says it. # mood: grave # points: 10
* [“You needn't come.” # id: c8_no_need # icon: palm]
    ANA: “Thank you,” says Ana. “You are the first who has not wanted something of that voice.” She considers. “Then I will do what I can do. At three I will not talk. I will let the signal through, all six of it, and I will be listening with you.” # mood: warm
- -> across_town

=== to_vera ===
The hatch is open. Vera is writing labels. The box marked <i>Found</i> stands where it stood.
VERA: “Chamomile's gone up. You're early this year; as a rule you stand there at three.” She looks at your sleeve. On it, since the spring, there has been a print of chalk that does not come out in the wash. She puts down the pen. # mood: wary
You ask what she was called when she was a child.
VERA: “Aspirin's three,” says Vera. Then for a long time she says nothing. “Mote. Because of the dust in the workshop. My father let me say <i>now</i>. Nobody has called me that since a train.” # mood: grave # delay: 900
* {Finds !? shoes} [“I know whose feet they are.” # id: c8_shoes # icon: shoe]
    ~ Finds += shoes
    {
    - Finds !? half_ana:
        ~ Finds += half_ana
        She wraps the green shoes in brown paper, and lays on top of them what was under the left insole: half a ticket. <i>ANA.</i> # points: 10
    - else:
        She wraps the green shoes in brown paper, and ties a bow, and undoes the bow as being excessive. # points: 10
    }
    VERA: “Eight years I've brushed these,” says Vera. “Tell her they want walking in.” # mood: warm
* [“He waited on the platform, didn't he?” # id: c8_platform # icon: train]
    ~ vera_watch = true
    VERA: “Every Sunday,” says Vera. “I came back. As soon as they let me, I came back. He was on the bench, and he held out his watch to me and said: you say when.” # mood: tender
    She takes it out of the till, from beneath the coins. It is going. It has a long hand of black iron that she once filed down herself, because one was missing. # points: 10
    VERA: “Lend,” says Vera. “Not give. I want it back, with somebody's fingermarks on it.” # mood: warm
* [“What do you hear through the wall now?” # id: c8_wall_now # icon: ear]
    ~ trust_lucien += 1
    VERA: “Somebody dusting,” says Vera. “I know how he dusts. First the top, then what's under the top, and then he says sorry to it.” She pushes a packet of lozenges across to you and takes no money. “For his throat. He never would wear a scarf.” # mood: tender
- -> across_town

=== to_quince ===
Third floor, at the back. A corridor of pigeonholes; in each of them lies an hour, tied up with tape. At the end, under a lamp with a green shade, Quince sits before a form with a black border.
{
- Card == card_given:
    Before him, leaning against the inkwell, stands a cream card. It is the only thing in the room that is not at a right angle.
- Statement == said_house:
    Across the form, in the box for <i>what,</i> he has written nothing. In the margin, with a different pencil, stands a word, and it is <i>house.</i>
- else:
    He has filled in the form, and then with a ruler filled in all the o's.
}
QUINCE: “Item one: good evening. Item two: this office has to clear a site at three. Item three: this office has not eaten since Wednesday. There is no item four.” # mood: grave
You tell him who is inside. Not what: who. By name, and what each of them takes in their tea. He does not interrupt you once. # delay: 900
* [Ask for a stamp on a claim # id: c8_stamp # icon: stamp]
    ~ quince_stamps = true
    ~ trust_quince += 2
    QUINCE: “There is a form,” says Quince. “Claim, on entering. It was printed forty years ago, one copy, by mistake.” He takes the stamp off its hook, breathes on it, and puts it not on the paper but in his pocket. “It has to be stamped on the spot. This office will have to come along.” # mood: warm # points: 10
* {Finds !? counterfoil} [Ask for one of your counterfoils # id: c8_counterfoil # icon: paper]
    ~ Finds += counterfoil
    ~ trust_quince += 1
    QUINCE: “Left, on going out,” he reads, and gives it to you. “This office has looked at it for eight years. It is a perfectly good form. It is only that the whole of it hangs upon one word.” He waits for you to ask which. He is not allowed to say it first. # mood: wary # points: 10
* [Ask him not to come tonight # id: c8_stay_away # icon: palm]
    ~ trust_quince += 1
    QUINCE: “It will be cleared whether one comes or not,” says Quince. “It is done by its being three. One only stands beside it with a tape, so that somebody is there.” He blots a form that has been dry for a long time. “This office thought that somebody should be there.” # mood: grave
- -> across_town

=== at_the_wall ===
Ten to two, for the first time. The wall, the bakery, the hatch. In the yard behind, the cat is washing, as for a visit.
{
- not to_quince && trust_quince >= 4:
    ~ quince_stamps = true
    Somebody is holding one end of a tape to the bricks, with no one at the other. It is Quince. You have not sent for him. In his breast pocket there is a bulge, in the shape of a stamp.
- quince_stamps:
    Quince is there already, with his tape rolled up. For the first time since you have known him he is not measuring anything. He is only standing there, so that somebody is.
- else:
    A notice with a black border hangs on the bricks. There is nobody beside it.
}
{
- not to_ana && ana_has_street:
    ~ ana_comes = true
    And under the lamp a woman in a grey cardigan is reading the name of the street, from the sign and then from the inside of her wrist. “I had left a door open,” says Ana. “There was a draught, all year.”
- ana_comes:
    Under the lamp, with her collar turned up, somebody is walking to and fro, five steps this way, five that. In the studio across the town a record is going round that lasts an hour.
- else:
    Through the hatch comes the radio, turned low. A voice says that it will not talk much tonight; that it has the feeling there is somebody it ought to be listening to.
}
* {ana_comes} [“Wait here until I call.” # id: c8_wait_here # icon: wait]
    ANA: “Listener,” says Ana, “I have been waiting here for eight years. It is only that I was doing it somewhere else.” # mood: warm
* [Count to three # id: c8_count # icon: numbers]
    You count. One. Two. Three. You leave the four to her.
* [Read the notice to the end # id: c8_notice # icon: paper]
    ~ trust_quince += 1
    At the very bottom, in the small print, stands a sentence that no printer has set. <i>Objections may be lodged by entering.</i>
* [Lay your hand on the bricks # id: c8_hand # icon: hand]
    ~ trust_diana += 1
    They are warm. And for the first time something on the other side lays itself against yours, of the same size, exactly there.
- -> the_second_two

=== the_second_two ===
Two o'clock strikes from the tower. The town turns over in its sleep. An hour goes by, the first one, theirs; you could not say where. Then your breath stands still, and the last clerk in the last office puts back the last hand. # delay: 1500
It strikes two.
Between the bakery and the pharmacy, where a moment ago there was a wall, stands a narrow house. Tonight only one of its windows is lit.
* [Knock, before it opens # id: c8_knock # icon: door]
    In eight years you have never knocked. Inside somebody drops something, and one hears, for the first time, that Lucien can run.
* [Wait until it opens # id: c8_let_open # icon: wait]
    You wait. It takes longer than it ever has. There is a sound as if somebody on the other side were straightening a tie, and then straightening it again. # wait: 3m # wait_text: Lucien is not ready yet. That has never happened before.
    Something is dragged across a floor, and something else is put back exactly where it was.
    ** [Step up to the door # id: c8_step_up # icon: steps]
        You step up; and the door, as if that was all it had been waiting for, gives a little.
    ** [Stay where you can be seen # id: c8_stay_seen # icon: lamp]
        You stay under the lamp, with your hands where he can see them. A curtain moves by the breadth of one eye.
- The lamp rises. The face below it is as tidy as ever. Only his eyes are those of a person who has folded up a house.
LUCIEN: “Good evening, visitor. Punctual to the minute. This time one could almost wish that you had been late.” # mood: grave # next: ch9
-> END
