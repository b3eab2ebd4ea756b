# chapter: ch3
# title: Between Two Stations
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
-> winter

=== winter ===
January. At half past two the whole town is asleep except for you, the snow, and somebody on the radio. # image: ch03.jpg # alt: An old radio glows on a window sill beside a steaming cup. Outside it snows on the roofs; in one lit window somebody sits at a microphone.
{
- Sound == rain:
    You have been lying there waiting for rain. Not for the rain: for the second before it. It is much too cold for rain.
- Sound == train:
    You have been lying there listening for a train. Twice it has seemed to slow down, where there is no station, and thought better of it.
- Sound == radio:
    You have left it on since October. Somebody told you to, or you dreamt it. Between two stations, this moment, somebody has cleared her throat.
- else:
    You have been counting. You get to three, and then you stop, as one does before a step that may not be there.
}
ANA: “And now, listener, the question of the house. I put it every night, and every night you are kind enough to answer, and it is never what I was waiting for. When you cannot sleep: what do you listen for?” # mood: warm # delay: 900
You sit up. Your heart is going like somebody running down a staircase. You have been asked this before, by someone who stood much too close.
* [Telephone the station # id: c3_phone # icon: phone]
    -> way_in.by_phone
* [Write her a card # id: c3_card # icon: card]
    -> way_in.by_post
* [Put on your coat and go # id: c3_go # icon: steps]
    -> way_in.on_foot

=== way_in ===
-> by_phone

= by_phone
You are put through before it has rung. She has you on the air for as long as it takes to say one word, and then, in eleven thousand kitchens, there is a silence.
ANA: “I see,” says the voice, a little less round than before. “Would you stay on the line, listener? I have a record here that lasts eleven minutes. I keep it for emergencies.” # mood: grave
She gives you an address. It is a quarter of an hour away, if one runs.
-> station_door

= by_post
You write your answer and the address on a card, and lean into it. She reads it out nine days later. She reads the name of the street, stops, and plays eleven minutes of cello.
ANA: “If whoever writes like that should be awake,” she says afterwards, “there is a bell beside the door of this station. It is out of order. One knocks.” # mood: grave
You put your coat on over whatever you are wearing.
-> station_door

= on_foot
There is no bus, and the snow has taken away the kerbs. You walk with the little radio in your sleeve, so that she goes on talking all the way. Nobody has ever walked you through a town like that.
ANA: “And to whoever is out of doors at this hour,” says your sleeve, “take care of the third step. It is the one that goes.” # mood: warm
The station has three steps. The third one goes.
-> station_door

=== station_door ===
The door has a bell, a slot for letters and a lamp that says <i>Quiet, please.</i> Above the roof a red light is going on and off, so that aeroplanes may know that somebody is awake.
* [Knock # id: c3_knock # icon: door]
    Somebody in stockings comes down the corridor: no heels, only a little electricity.
* [Ring the bell that doesn't work # id: c3_bell # icon: ear]
    It does not work. But the door opens, as doors do for people who try everything.
- -> reception

=== reception ===
The studio is a lit box at the end of a dark corridor. Behind glass an engineer sleeps upright with great skill. A woman in a grey cardigan has her feet drawn up on the chair. She is in stockings; there is not a pair of shoes in the room.
ANA: “They pinch, at this hour. I had a pair once that did not. One puts things down, and one morning one is a person who used to have green shoes.” She looks at you over her glasses. “Have we met? You have the walk of somebody to whom I would have opened.” # mood: wary
She is perhaps forty. She has a face that you know by heart and have never seen. She rubs her thumb, again and again, as if there ought to be ink on it. # delay: 900
* [Tell her all that the clerk told you # id: c3_truth # icon: paper]
    ~ Told = told_truth
    You tell her: the wall, the six metres too many, the six hours that somebody left. She listens with her whole face, as people listen abroad.
    ANA: “I have never been in that street,” she says at last. “I go round it by two others. I had always thought that it was for the trees.” # mood: grave
* [“Where did you leave the shoes?” # id: c3_where # icon: shoe]
    ~ Told = told_question
    ANA: “On a staircase,” says Ana, at once. Then she takes off her glasses. “No. I live on the ground floor. Why did I say that?” # mood: wary
    She is not frightened. It is more as if somebody had moved a chair in a room she thought was empty.
* [Only answer her question # id: c3_answer # icon: ear]
    ~ Told = told_silence
    You say what it is that you listen for. You say nothing else. Something goes over her face, like headlights over a ceiling.
    ANA: “That is the one,” she says. “Seven years of lighthouses, refrigerators and the neighbours. That is the one that I was waiting for. How very silly. It is quite an ordinary answer.” # mood: tender
- -> her_desk

=== her_desk ===
The record has seven minutes left. On her desk are a cold tea with lemon, a heap of letters from people who cannot sleep, and a metronome that somebody has stopped with a pencil.
You ask how she came to do this.
ANA: “One night I found that I was walking down a street, at three, without any shoes, and that I should be glad of some company. It was open here. They were short of a voice. That is all I know about myself before breakfast on that day; one gets along with surprisingly little.” # mood: grave
* {Finds !? half_ana} [Look at her bookmark # id: c3_bookmark # icon: ticket]
    ~ Finds += half_ana
    It is half a cloakroom ticket. <i>ANA,</i> it says, where it is torn. # points: 10
    ANA: “It was in my hand that morning. They asked me my name, and I read it off.” She gives it to you. “I know it by heart by now. See if it opens anything.” # mood: amused
* {Finds ? half_ana} [Show her your half of a ticket # id: c3_show_half # icon: ticket]
    ANA: “That is my name.” She holds it under the lamp by its torn edge. “Where it begins, that is not a beginning, is it? That is where something stops.” # mood: wary # points: 10
    She gives it back to you as one hands a key to a person who is going out.
* [Ask for the tape of the first night # id: c3_tape # icon: radio]
    She has kept it. A hiss; a chair; and then a much younger voice. <i>Good evening. My name is…</i> There is a click, where somebody opened the channel half a second too late. <i>…ana.</i> # points: 10
    ANA: “He was always late with the fader,” she says, looking at the sleeping man with affection. “I have wondered, some nights, what he cut off.” # mood: tender
* [Let the metronome go # id: c3_metronome # icon: clock]
    You take away the pencil. It ticks five times, and she has put her hand on it before the sixth. # points: 10
    ANA: “Forgive me,” says Ana. “I do that. I have no idea why I do that.” # mood: wary
- -> signal

=== signal ===
The red lamp comes on. She turns to the microphone as one turns to a bed in which somebody is ill, and to bring the record to an end she hums. Five notes, climbing. You know them, and so do your hands. # delay: 900
ANA: “My signature tune,” she tells you when the lamp is dark. “There is no more of it. At that point comes the time signal, and one does not sing over the hour.” # mood: warm
In the corner stands the clock that gives the signal, a tall thing of brass and glass. On its plate are the name of a shop, the number of a house in a street that she avoids, and a letter: L.
* [Hum the sixth note for her # id: c3_hum # icon: piano]
    ~ Finds += sixth
    You hum it. You have never learnt it; one needn't. Five short and a long one: everybody has heard the hour strike on the radio all their life. The tune was never broken off. Only wherever it is played, it is never three. # points: 10
    She doesn't say anything. She has put both feet on the floor, as if to get up and go somewhere.
* [Ask about the L # id: c3_initial # icon: question]
    ~ trust_lucien += 1
    ANA: “A clockmaker. Forty years ago the station bought its seconds from him. He used to come on Sundays to set it, they say, with a small girl on his shoulders, and the girl was allowed to say <i>now.”</i> # mood: warm
    One Sunday he came alone. After that he never came later than ten to three.
* [Watch her hands # id: c3_hands # icon: hand]
    ~ trust_diana += 1
    They are older than the ones you think of, and you do not know which ones you think of. The right one plays the five steps on the edge of the desk. Then it waits, raised, for somebody to come and do the rest.
- -> should_i_know

=== should_i_know ===
At ten to three she brings you to the door of the studio herself, in her stockings, over the cold linoleum. Five steps. At the threshold she stops, and laughs at herself.
{
- Told == told_silence:
    ANA: “For an answer like yours I should like to give you something in return. Only I seem to have nothing but questions.” # mood: tender
- Told == told_truth:
    ANA: “Six hours,” she says. “Somebody has been living on six hours, and I have had seven years. One would wish to apologise, if one knew where to send it.” # mood: grave
- else:
    ANA: “You asked where I had left them,” she says. “Not where I lost them. You are a person who listens. It is usually I who am that.” # mood: tender
}
She looks down at the strip of brass between her toes and the corridor.
ANA: “Tell me, listener. If there were something about me that I do not know, and I were happy enough without it: should I know?” # mood: grave
* [“Yes. It is yours.” # id: c3_know_yes # icon: hand]
    ~ ana_has_street = true
    ANA: “You would have made a stern announcer,” she says. But she writes something on the inside of her wrist: the name of a street.
* [“Not tonight.” # id: c3_know_later # icon: wait]
    ~ trust_diana += 1
    ANA: “No,” she agrees, much relieved. “There is snow, and I am on till six. But you have left the door open, you know. I shall feel the draught.”
* [“Would you ask, if you didn't want to?” # id: c3_know_ask # icon: question]
    ~ trust_quince += 1
    ANA: “That is the sort of thing that I say,” says Ana. “At about four. To people who weep.” She blows her nose. “It is quite effective.”
- -> invitation

=== invitation ===
February, March. The newspapers explain on page nine that the clocks will be put forward for the last time. Nobody writes a letter about it. On the last Saturday something has been pushed under your door. # delay: 900
{
- letter_with_diana:
    It is a card, and the writing on it is the ugliest you have ever seen. Blots, a thumbprint, a line that falls off the edge. Nothing has made you so happy for months, and you cannot say why. <i>I said I would. I haven't. This isn't from me. Come the back way, one minute before two.</i>
    Beneath it, in chalk capitals: <i>BRING SOMETHING TO SWAP.</i>
- else:
    It is a page from a child's arithmetic book, written on in chalk. <i>TONIGHT. THE BACK WAY. ONE MINUTE BEFORE TWO. THERE IS NO TWO SO DON'T BE LATE. BRING SOMETHING TO SWAP.</i>
    In the margin there is a drawing of a house, seen from behind, with smoke. Somebody has drawn a figure at the window, in green, and crossed it out, and drawn it again.
}
* [Look for something to swap # id: c3_pack # icon: swap]
    ~ trust_mote += 1
    It is harder than it sounds. You go through the drawers of your life, and everything in them is either worth nothing or not for sale.
* [Go with empty hands # id: c3_empty # icon: palm]
    You own very little that you can lift. Whoever writes in chalk will have to take you as you are.
* [Turn the paper over # id: c3_turn # icon: search]
    ~ trust_lucien += 1
    Of course: the back. You are beginning to get the hang of these people.
- At the foot of the other side there is a line in small and tidy letters.
LUCIEN: “I know nothing whatever about this. Kindly wipe your feet.” # mood: amused # next: ch4
-> END
