# chapter: ch9
# title: The Last Second Two
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
-> folded_house

=== folded_house ===
He has packed. The pictures are down, the carpets rolled; on a chair lies the third year, ironed and folded in four. What is left standing is the hall, the stairs, and as much corridor as one needs to get to the library. # image: ch09.jpg # alt: A bare hall with packed crates and pale squares on the walls. Under a big round window with the moon in it stand Diana and Lucien.
LUCIEN: “One does not like to leave a house untidy, even when one is to be cleared with it.” He stops. He has taken a second look at you. “You are not looking about you, visitor. In eight years you have always looked about you. You remember.” # mood: grave
You tell him that the note on the sheet is straight. He holds on to the umbrella stand.
* [Give him your coat # id: c9_give # icon: coat]
    ~ trust_lucien += 1
    {
    - Coat == handed:
        He hangs it on the same hook as always, where he has sewn on, in small and tidy stitches, a button that was missing.
    - else:
        For eight years he has held out his arm for that coat. He receives it with both hands, and for an instant does not know what one does next.
    }
* [Hang it up yourself, next to his # id: c9_hang # icon: house]
    ~ trust_lucien += 2
    His hangs on the last of the forty hooks, the fortieth, where nobody ever looks. You hang yours beside it. The two sleeves touch. “That is quite irregular,” says Lucien, delighted.
* [Keep it on: you may want to leave # id: c9_keep # icon: door]
    LUCIEN: “As you wish,” says Lucien. “I ought to tell you that I have always been wrong about that. It is not the coats. The house is simply cold.”
- -> stairs_again

=== stairs_again ===
Halfway up the stairs she is sitting, in the green dress, barefoot, her chin on her knees. Her hair is done. She looks at you; no, she looks at your shoulder.
DIANA: “Good evening,” says Diana, cool as a plate. “I don't know you. I'm Diana.” # mood: distant # delay: 1200
It is perfect. Not a lip moves. One would never guess the forty sheets. Lucien looks away, as one looks away from an accident.
* [“And when you can't sleep?” # id: c9_ask_back # icon: ear]
    ~ trust_diana += 2
    You have never asked her. In eight years she has asked you eight times, and you have never asked her back. What does she listen for?
    DIANA: “Somebody who's stopped in a doorway,” says Diana to your shoulder, “and doesn't come in, and doesn't…” And there goes the lip. “Oh, it was going so well,” she says. # mood: tender # points: 10
* [Sit down on the step below # id: c9_sit # icon: steps]
    ~ trust_diana += 1
    {
    - waited_at_door:
        You sit down with your back to her and wait, where she can see you. You did that once before, in a doorway. After a while a forehead leans itself against the nape of your neck.
    - else:
        You sit down with your back to her and say nothing. After a while a forehead leans itself against the nape of your neck.
    }
    DIANA: “That isn't in the exercise,” says a voice between your shoulders. # mood: tender
* [“Good evening. I'm to be patient.” # id: c9_patient # icon: wait]
    ~ trust_diana += 1
    {
    - Clues ? letter && letter_with_diana:
        From her sleeve she takes a sheet folded in eight: she has kept it, as she said. She doesn't need to unfold it. “Who by?” she asks, and is already laughing. “Somebody with a slant?”
    - else:
        “Who by?” she asks before she can stop herself, and then it is too late, for a person one does not know one doesn't ask that.
    }
- -> pantry_again

=== pantry_again ===
Lucien asks whether you would come with him for a moment. He would like to say goodbye to the clocks, and thirty is a great many for one.
{
- Riddle == solved:
    In the corner is the one that never had hands. It has two now, of black iron, and is going exactly right. It shows nineteen minutes past two, and Lucien stands before it like a man who finds his name on a door.
- vera_watch:
    In the corner is the one that never had hands. Now it has one, the short one. You take a watch out of your pocket; it has a long hand of black iron, filed down, and the steward of this house has to lean on a barometer.
- else:
    In the corner is the one that never had hands. Now it has one, the short one, and it knows the hour, but not how far into it one is. Lucien touches it with one finger. There is chalk on it.
}
Above you, one after the other, the thirty begin to clear their throats. It is nearly the half.
* {Riddle != solved && vera_watch} [Put on the long hand # id: c9_put_hand # icon: clock]
    You slip it off the watch and on to the clock. It fits; it was filed by somebody who had measured it against a memory.
    -> the_half.both
* {Riddle == solved} [Open the little door # id: c9_little_door # icon: door]
    You open it, so that he can read what he once cut there with somebody else's knife.
    -> the_half.both
* [Wait with him for the half # id: c9_wait_half # icon: wait]
    You stand next to each other like two people at a bus stop who have both been told that the service has been discontinued.
    {Riddle == solved: -> the_half.both}
    -> the_half.one
* [Tell him to knock five times # id: c9_knock_five # icon: piano]
    ~ trust_mote += 1
    He knocks on the wainscot with one knuckle, where the hatch would be: five notes. Something behind it puts down a sack.
    {Riddle == solved: -> the_half.both}
    -> the_half.one

=== the_half ===
-> both

= both
~ mote_meets = true
Half past two. It rings like a bell above a shop door. The hatch in the wainscot opens, in October, where there has never been anybody behind it; and out of it, backwards, with her sack, climbs somebody of nine. # delay: 1500
{
- told_lucien:
    LUCIEN: “You have grown,” says Lucien. It is not true. It is only what one says, and he has had it ready for forty years. He has gone down on one knee, in the dust, in his good trousers. # mood: tender
- else:
    LUCIEN: “That is not a draught,” says Lucien. He says it twice. Then he goes down on one knee, in the dust, in his good trousers. # mood: tender
}
She stays where she is. She holds the sack in front of her like a shop counter.
MOTE: “I say <i>now,”</i> says Mote. “I say it and you stop. I take it back. What do you want for it?” # mood: wary
LUCIEN: “You did not stop me,” says Lucien. “I heard you quite correctly. I was a coward, and you had excellent timing.” # mood: tender
* [Take an interest in a barometer # id: c9_barometer # icon: glass]
    ~ trust_lucien += 1
    You study it with great attention. It says: <i>Change.</i> When you turn round again, the sack is on the floor, and there is chalk on both shoulders of a grey tailcoat.
* [Hold the lamp for them # id: c9_hold_lamp # icon: lamp]
    ~ trust_mote += 1
    Somebody has to. You hold it so that it falls on neither of their faces, until there is chalk on both shoulders of a grey tailcoat, and a sack on the floor.
- After a while she remembers that she has business with you.
-> swap_back

= one
Half past two. For the length of one stroke there is peace in the house. And in it, behind the wainscot, quite close, somebody breathes. # delay: 1500
{
- told_lucien:
    LUCIEN: “I cannot see you,” says Lucien to the boards. He is down on one knee in his good trousers. “You need not say anything. Only, should you still have it: put the blue scarf on. There is a draught in there.” # mood: tender
- else:
    LUCIEN: “Mice,” says Lucien. He is down on one knee in his good trousers, with his palm against the boards. “I have never in my life set a trap, visitor. I should like that to be known.” # mood: tender
}
Through the crack beneath the hatch comes a hand of chalk, and lays something on the floor, and does not quite withdraw.
MOTE: “It doesn't open,” says the wall. “It's got no half. It's not anybody's fault. Swap?” # mood: grave
* [Kneel down beside him # id: c9_kneel # icon: hand]
    ~ trust_lucien += 1
    You kneel down. The three of you stay like that for the length of a stroke: a wall, a steward, a visitor. Then you pick up what lies on the floor.
* [Touch one of the chalky fingers # id: c9_finger # icon: ear_shell]
    ~ trust_mote += 1
    You touch one, and put his hand where yours has been. You look at the ceiling for a while. Then you pick up what lies on the floor.
- -> swap_back

=== swap_back ===
{
- Swap == swap_sound:
    It is a seashell. You hold it to your ear, and it comes home: first the silence, and then what was always behind it. # points: 10
- Swap == swap_time:
    It is a fist of chalk, which opens over your phone. Fifty-nine, it says again, and there is still a whole minute in it. She has not used any. # points: 10
- Swap == swap_secret:
    It is something warm, wrapped in a left-hand glove. So that was it. You had thought it was worse. You had forgotten how fond you were of it. # points: 10
- else:
    It is a button. It is a good one, with four holes. # points: 10
}
MOTE: “You need it out there,” says Mote. “There's a four out there, and all that.” # mood: grave
You ask what she would like for it.
* [“A name. Yours is Vera.” # id: c9_vera # icon: heart]
    ~ trust_mote += 2
    MOTE: “I know,” says Mote. “That's what I get called in to supper with.” She tries it under her breath, the way one tries ice. “Does it get big, that name?” Fifty, you tell her, and it sells aspirin, and brushes shoes that belong to nobody. She thinks it over. “That's all right,” she says. # mood: tender
* [“Nothing. It's a present.” # id: c9_present # icon: hand]
    ~ trust_mote += 1
    MOTE: “I don't do those,” says Mote. It is a long time before she adds: “What do you say, with those?” You tell her. She says it, very fast, to the sack. # mood: wary
* [“That you say it once more.” # id: c9_say_now # icon: clock]
    ~ trust_lucien += 1
    MOTE: “Not here,” says Mote, at once. “Not for nothing. When it counts.” But she has not said never. # mood: grave
- -> landing_window

=== landing_window ===
Diana is standing at the window on the landing, the one from which one sees the street. She has breathed on the glass and wiped it clear again, several times. # delay: 900
{
- ana_comes && told_diana:
    DIANA: “She's got thin,” says Diana. Under the lamp somebody walks five steps and turns. “Send her away. Has she got a scarf? She always thinks it's warmer than it is.” # mood: tender
- ana_comes:
    DIANA: “That's her,” says Diana. Under the lamp somebody walks five steps and turns. “The one who left. You never said. You've known where she was, and you sat there and ate my toast.” She isn't angry. “You let me have my window. Nobody's ever let me have anything for so long.” # mood: grave
- told_diana:
    DIANA: “One can hear it,” says Diana. “If one holds one's breath. At the chemist's, through the wall. She's stopped talking. She's listening, isn't she? It's odd to be listened to by oneself.” # mood: grave
- else:
    DIANA: “Every year I look out of here to see whether she's coming back,” says Diana. “She isn't. I wouldn't either. I've got her manners.” # mood: grave
}
The clock in the hall says twenty to three. She doesn't turn round.
{
- Vow == vow_bring:
    DIANA: “You said you'd bring her to the door. I said I hated you. I'd like that one to count as one of the two.” # mood: wary
- Vow == vow_wait:
    DIANA: “You said: not unless I want it. You've no idea what a cruel thing that is to say to a person like me.” # mood: wary
- else:
    DIANA: “You said that you'd ask me again. So ask. Quickly, before I think of something clever.” # mood: wary
}
* [“What do you want?” # id: c9_want # icon: question]
    {
    - caught_the_lie:
        DIANA: “To stay,” says Diana. “To go.” The second one shakes. You know by now on which side of her the draught comes in. # mood: tender
    - else:
        DIANA: “To stay,” says Diana. “To go.” Both of them shake. She holds out both her hands to you, closed, as one does with children. # mood: tender
    }
* [“I'm afraid as well.” # id: c9_afraid # icon: hand]
    ~ trust_diana += 2
    DIANA: “Oh, good,” says Diana, and turns round at last. “I thought that I had to do all of it.” # mood: warm
* {Finds ? half_ana && Finds !? one_name} [Give her the half ticket # id: c9_half # icon: ticket]
    {
    - Finds ? half_di:
        You lay the two halves on the window sill, and she pushes them together with one finger. They close like a zip. <i>DIANA.</i> One name. She reads it, and looks down at the lamp, and reads it. # points: 20
    - else:
        She has the other half between two fingers before you have finished holding yours out. They close like a zip. <i>DIANA.</i> One name. She reads it, and looks down at the lamp, and reads it. # points: 20
    }
    ~ Finds += half_di
    ~ Finds += one_name
    DIANA: “I tore it,” says Diana. “It was I who pulled.” # mood: grave
- -> what_can_be_done

=== what_can_be_done ===
Ten to three. The library, the lectern, the one book. Lucien has lit everything that can be lit, and stands beside it as on every one of these nights; only that he has taken his gloves off.
LUCIEN: “This once I shall explain, visitor, and you may hold it against me. You may sign, on leaving: then we have one more room, and you have nothing; and we shall find our hours elsewhere, where people leave them lying. You may refuse, and take with you all that is yours: then the house goes back to its owners, and each of us to his other.” # mood: grave
* [“And if I do neither?” # id: c9_neither # icon: question]
    Diana, on the other side of the lectern, with her hands behind her back, stops breathing, and begins again.
* [Look at Diana # id: c9_look_diana # icon: heart]
    ~ trust_diana += 1
    She stands on the other side of the lectern. Her hands are not behind her back tonight. They hang down, like somebody's who has finished with an examination.
- -> what_else

=== what_else ===
Lucien looks past you, towards the hall.
LUCIEN: “You may stop the clock. I cannot recommend it, though it is true that I have done nothing else. Somebody would have to carry the lamp. Or one may let it be three. There is a note for that. It takes two: one to play it, and one to stand out there and be called.” # mood: grave
* {Finds !? entering} [Look at the first page # id: c9_first_page # icon: book]
    {
    - Finds ? counterfoil:
        ~ Finds += entering
        Two columns. On the right, forty autumns of leaving. On the left, <i>Signed on entering:</i> from top to bottom nobody. You take out the counterfoil. One word is wrong; one could simply come in by the other one. # points: 20
        LUCIEN: “I was not permitted to mention that,” says Lucien. “I am so very glad that you can read.” # mood: warm
    - else:
        Two columns. On the right, forty autumns of leaving; on the left, <i>on entering,</i> nobody. It is the kind of thing of which one sees only later how simple it was.
    }
* [“What would you do?” # id: c9_lucien_would # icon: lamp]
    ~ trust_lucien += 1
    {
    - mote_meets:
        LUCIEN: “I have done it already,” says Lucien. Behind the door somebody small is showing thirty clocks what is in her sack. “I looked round. Everything else is now merely a question of tidying up.” # mood: tender
    - else:
        LUCIEN: “What I did,” says Lucien. “And then for forty years wish that I had not. You see why one should not ask stewards.” # mood: grave
    }
* [“And you, Diana?” # id: c9_diana_would # icon: heart]
    ~ trust_diana += 1
    DIANA: “I'd run,” says Diana. “I'd stay exactly here. Don't you dare do what I'd do. You're the one of us who comes back.” # mood: tender
- In the hall the tall clock draws breath. On the other side of the front door somebody politely wipes his feet, one, two, and does not knock. He is early. He has brought a tape.
QUINCE: “Item one,” says somebody through the keyhole. “Five minutes. This office would give more, if it had any.” # mood: grave # next: ch10
-> END
