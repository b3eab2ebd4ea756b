# chapter: ch6
# title: Unrehearsed
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
-> kitchen

=== kitchen ===
Diana, in March. She has the green dress on, because there is no other, and over it Lucien's second-best tailcoat with the sleeves turned up. Her hair has not been told that anybody was coming. There is butter on her chin.
She looks at you without moving anything in her face into place. Nobody has ever looked at you like that for so long: as one looks at a window in which the light has gone on.
Then she remembers, and throws a tea towel over the kitchen table. There is paper under it, a great deal of paper. To her left heel clings a dead leaf. # delay: 900 # image: ch06.jpg # alt: Diana in her green dress behind a kitchen table that is covered with written sheets. More of them lie on the floor; beside her stand a glass of water and a plate of toast.
* [Look at what she has covered # id: c6_papers # icon: paper]
    ~ trust_diana -= 1
    You lift a corner. One sentence, in the ugliest hand in the world, a hundred times to the sheet, like a punishment at school. <i>Good evening. I don't know you. I'm Diana.</i> # points: 10
    DIANA: “You could have not,” says Diana. “I'd have loved you not to.” # mood: grave
* [Look at her instead # id: c6_her # icon: heart]
    ~ trust_diana += 2
    {
    - Promise == given:
        DIANA: “You promised me that once,” she says. “To look at me instead. You kept it, too.” She pulls the towel away herself. “Here. You've earned it.” # mood: tender
    - Promise == broken:
        DIANA: “You're learning,” she says. “The last time, you looked at the pages.” She pulls the towel away herself, so as to have it over with. # mood: wary
    - else:
        DIANA: “Don't be considerate,” she says. “I look like a coat stand.” She pulls the towel away herself, because you did not. # mood: warm
    }
    A hundred times to the sheet, in an appalling hand: <i>Good evening. I don't know you. I'm Diana.</i>
* [“Good evening. I don't know you.” # id: c6_stranger # icon: moon]
    ~ trust_diana += 1
    She opens her mouth. It is her line. She laughs so hard that she has to hold on to the sink, and at some point in the middle it turns into something else and back again.
    DIANA: “Too quick,” she says, wiping her eyes. “You have to look at my shoulder first. I've got forty sheets of it. Look.” # mood: playful
- -> toast

=== toast ===
She toasts another slice on a fork, over the gas, and gives you the good corner. There is a second cup. It seems that she always puts out a second cup.
{
- Swap == swap_sound:
    DIANA: “Quick,” she says, with her mouth full, “when you can't sleep, what do you…” You open your mouth, and there is nothing there. She puts down the fork. “Who's got it?” # mood: grave
    You tell her: a shell, a sack. She breathes out.
- Swap == swap_time:
    DIANA: “What time is it?” she asks, and you show her the phone. In the place of the figures is a small clear patch. “Oh,” she says, with envy. “She's taken it out. I've asked her and asked her to take out mine.” # mood: playful
- Swap == swap_secret:
    DIANA: “You look like someone who's put down a suitcase,” she says. “What was in it? No. You can't know, can you? I do. You told me, the third year.” She chews. “It was a lovely one.” # mood: tender
- else:
    DIANA: “You came by the back,” she says. “Nobody comes by the back. What did she make you pay?” # mood: wary
}
The kitchen is warm and the window shows bricks. You have never had time with her that was not being counted. It turns out that she swings her feet.
* [“I remember the stairs.” # id: c6_stairs # icon: steps]
    ~ trust_diana += 1
    {
    - said_remember:
        DIANA: “You said you would,” she says. “I called you a liar. I've said it every year and every year I've been right.” She looks quite put out. “What am I to do with you now?” # mood: tender
    - else:
        DIANA: “Don't,” she says. And after a bite: “Which step was I on?” You tell her. It was the right one. She has to look at the bricks for a while. # mood: tender
    }
* [“You take lemon as well.” # id: c6_lemon # icon: tea]
    DIANA: “I don't like lemon,” she says, and squeezes it. “One of us had to remember how you take it.” # mood: warm
* [“Whose voice do you dream of?” # id: c6_dream # icon: radio]
    DIANA: “Mine,” says Diana. “It's older than I am, and it's talking to other people.” She hears what she has said, and turns off the gas. “I don't dream. I've never slept in this house.” # mood: wary
- -> practising

=== practising ===
You ask what it is for: forty sheets of not knowing you.
DIANA: “For the day I go out of that door.” She draws on the oilcloth with a crust. “I'll walk past you in the street. You'll say my name, and I'll look at you as one looks at weather. I want to be good at it by then. I don't want to find out on the pavement that I'm no good at it.” # mood: grave
She says it lightly. She has eaten the crust without noticing.
* [“Then stay.” # id: c6_then_stay # icon: house]
    DIANA: “Yes,” she says at once. “Ask me again.” You ask her again. “No,” she says. “You see? It's no use asking me things.” # mood: playful
* [“Show me how good you are.” # id: c6_show # icon: search]
    ~ trust_diana += 1
    She gets up, straightens the tailcoat, looks at your shoulder. “Good evening,” she says, cool as a plate. “I don't know you.” It is perfect. “I'm D…” And there her lip goes, only the lower one, only at one corner.
    DIANA: “That's the furthest I've ever got,” says Diana. # mood: tender
* [“I'll be patient.” # id: c6_patient # icon: wait]
    ~ trust_diana += 1
    {
    - Clues ? letter:
        DIANA: “You've read it, then,” she says. “You wrote that to yourself the year you knew. I watched you from the stairs. You stuck your tongue out while you wrote.” # mood: tender
    - else:
        DIANA: “You've said that before,” she says. “You even wrote it down, for yourself, and hid it so well that you can't find it. I know where it is.” She doesn't tell you. # mood: playful
    }
- -> three_sentences

=== three_sentences ===
She pulls up her feet on to the chair. The leaf comes off and falls under the table, brown and flat, a leaf from a plane tree. There are no trees in this house. She pushes it out of sight with her toe.
DIANA: “He's told you, I suppose, that I tell the truth twice a night. Then let's not waste it. I'll say three things. Tell me which one isn't.” # mood: playful
She counts them off on her fingers, quickly, as one takes medicine.
DIANA: “I'd know your step among a hundred. In spring I never go near the front door. I have never slept in this house.” # mood: wary # delay: 900
* [“You wouldn't know my step.” # id: c6_lie_step # icon: steps]
    ~ trust_diana -= 1
    DIANA: “That one's true,” says Diana. She takes it hard for a second, like someone who has given a present and sees it being turned over for the price. # mood: distant
    Under the table she has her foot on the leaf. It dawns on you where in this house a leaf could come in.
* [“You do go to the front door.” # id: c6_lie_door # icon: leaf]
    ~ caught_the_lie = true
    ~ trust_diana += 3
    You bend down, and lay the leaf on the table between the cups. It has come in under a door; there is only one that has a street behind it. # points: 20
    DIANA: “Every night,” says Diana. “Five steps. I stand there with one foot in the air like a fool and think: now. And then I come in here and make toast.” # mood: tender
* [“You have slept here.” # id: c6_lie_sleep # icon: moon]
    DIANA: “Where? When?” says Diana. “It's always half past two. Would you fall asleep in the middle of something?” She seems relieved. It was not the one she was afraid of. # mood: amused
    Her foot has not moved from the leaf. Too late, it strikes you where in this house a leaf could come in.
- -> the_other_one

=== the_other_one ===
It is very quiet. One has the feeling that the next thing that is said will be the thing itself.
DIANA: “I saw her go, you know,” says Diana. “The first year. He shut the door, and I looked out of the window on the landing, and there I was. I had my shoes on. I didn't even look back.” # mood: grave
She pulls the sleeve of the tailcoat down over something that she holds in it.
* {Finds ? half_ana} [Lay the half ticket on the table # id: c6_half # icon: ticket]
    ~ told_diana = true
    -> two_halves
* {Finds !? half_ana} [“She is on the radio.” # id: c6_radio # icon: radio]
    ~ told_diana = true
    ~ trust_diana += 1
    DIANA: “We haven't got a radio,” she says, and then, so softly that you hardly hear it: “What does she say?” # mood: grave
    You tell her. Every night, one question. You see her lips form it. When you come to the stockings, and that she has never found shoes to fit her since, she laughs out loud and hides her face.
* {Finds !? half_di} [“What have you got in your sleeve?” # id: c6_sleeve # icon: search]
    ~ Finds += half_di
    DIANA: “Nothing,” she says, and gives it to you. Half a cloakroom ticket, number seven. <i>DI.</i> “He was writing my name on it, and I pulled. I wanted to go and I wanted to stay. It made that noise. You know. Like a very small laugh.” # mood: wary # points: 10
* [Let her keep her window # id: c6_keep_quiet # icon: palm]
    ~ trust_diana += 1
    You could say something. You know where she went. But there are things that one has to be asked for, and she is looking at you as if she were holding a door shut.
    DIANA: “Thank you,” says Diana, though nobody has said a word. # mood: tender
- -> glass_and_lake

= two_halves
You lay it down: <i>ANA.</i> She looks at it as one looks at one's own glove on a stranger's hand.
{
- Finds ? half_di:
    ~ Finds += one_name
    You take out the other half and push them together, and the torn fibres close like a zip. Number seven. <i>DIANA.</i> One woman: the stairs kept one half, and the street the other. # points: 20
- else:
    ~ Finds += half_di
    ~ Finds += one_name
    Then she draws her own half out of her sleeve, and pushes it up against yours with one finger. The torn fibres close like a zip. Number seven. <i>DIANA.</i> One woman: the stairs kept one half, and the street the other. # points: 20
}
DIANA: “Is she well?” asks Diana. And before you can answer: “Don't tell me. Does she eat?” # mood: tender
-> glass_and_lake

=== glass_and_lake ===
She fills a glass at the tap, to the brim, and carries it back without spilling any, which takes all of her attention.
DIANA: “She has seven years out there. Breakfasts. A dentist. I've got seven hours, and all of them are you.” She tilts the glass over the sink, very slowly. “When you pour that into a lake, nobody says: look, somebody's poured the lake into a glass.” # mood: grave
The last drop hangs on the rim. She sets the glass down, quite empty, on forty sheets of good evening.
DIANA: “So don't fetch her. Promise me.” She takes you by the wrist, two fingers where the pulse is. “And if I say don't in October as well, then fetch her.” # mood: tender
* [“I'll bring her to the door.” # id: c6_vow_bring # icon: door]
    ~ Vow = vow_bring
    DIANA: “I hate you,” says Diana, radiant. “Not before two. I have to do my hair.” # mood: warm
* [“Not unless you want it.” # id: c6_vow_wait # icon: wait]
    ~ Vow = vow_wait
    ~ trust_diana += 1
    DIANA: “And who's to tell you what I want?” says Diana. “Me? You've met me.” But her shoulders come down by the breadth of a hand. # mood: playful
* [“I'll ask you again on the night.” # id: c6_vow_ask # icon: question]
    ~ Vow = vow_ask
    {
    - asked_her_along:
        DIANA: “Every time,” says Diana. “I said that, didn't I? Ask me every time. It was the best thing I said all year, and you went and forgot it.” She strokes your sleeve flat. “And now you've gone and remembered.” # mood: tender
    - else:
        DIANA: “And I'll give you two answers,” says Diana. “You may have them both. Choose the one that's shaking.” # mood: tender
    }
- -> two_ways

=== two_ways ===
Overhead something stirs in the clockwork of the year. It is still not three. It has been still not three for some time now, and that cannot be kept up for ever, even here. # delay: 900
DIANA: “There's a brick loose,” she says, without looking at you, “in the library. The year you said no is behind it. I've never been in. I'm in it, of course. But I've never been in.” # mood: wary
She nods at the other door, towards the hall.
DIANA: “Or you could wind him up. He'll be dreadful about it. He's the only one who'll tell you what you've been signing. I shan't. I'd rather you liked me.” # mood: grave
* [Wind Lucien up # id: c6_wind # icon: lamp]
    You take the candle end with you. Behind you, in a voice that is not meant to be heard, somebody says good evening to the sink, and that she does not know it. # next: ch7
    -> END
* [Finish the toast with her first # id: c6_finish # icon: bread]
    ~ trust_diana += 1
    You finish the toast. Neither of you says anything. It is the only ten minutes in seven years in which nobody has asked anybody for anything, and when you get up to go and wind the clock of a man, she has fallen asleep with her cheek on her fist. # next: ch7
    -> END
* [The loose brick # id: c6_brick # icon: key # vip]
    The brick comes out like a book from a shelf. Behind it there is candlelight, two voices, and a draught that smells of an October you have never had. Diana doesn't look. She has begun to wash a cup that is clean. # next: vip1
    -> END
