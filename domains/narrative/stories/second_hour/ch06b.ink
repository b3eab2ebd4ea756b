# chapter: vip1
# title: The Autumn You Said No
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
-> behind_bricks

=== behind_bricks ===
~ saw_declined = true
You have to go in sideways. Behind the bricks it is two years ago. The library stands as it was: books up to the lamp, books in two rows, books holding up other books. It smells of leather and of rain on somebody's collar.
On the ladder, with her back to you, sits Diana. At the foot of it stands somebody who holds it for her. It takes you a moment. One knows one's own back so badly. # delay: 900 # image: ch06b.jpg # alt: A library with empty shelves. Two books are left; on a table lies an open one with a pen, and autumn leaves drift through the lamplight.
DIANA: “Here's one without an ending,” she is saying, from above. “Somebody's cut it out with scissors. I like that. It's tactful.” # mood: playful
* [Step into your own back # id: v1_step_in # icon: coat]
    It is like putting on a coat that has been hanging by the fire. The sleeves know you. When you look up, you are holding the ladder, and you have been laughing.
* [Watch for a little first # id: v1_watch # icon: wait]
    You watch. So that is what you look like when you are not afraid of forgetting anything. Then the one at the ladder moves to one side, as one does on a bench, and makes room for you.
- -> four_oclock

=== four_oclock ===
Twenty past two. You had found out that she had never been any further than three. Now she wants to be told about it, as others want to be told about the sea.
DIANA: “Three I can imagine,” says Diana. “It strikes, and there's a draught. But then there's another, isn't there? What do people <i>do</i> at four?” # mood: tender
She gets out a pencil. This is to be a list. On the first page of the book without an ending she writes, in letters that fall over each other: <i>At four.</i>
* [“The bread comes out.” # id: v1_bread # icon: bread]
    ~ AtFour = four_bread
    You tell her: at four the baker opens the side door, and for two coins gives you the loaf that has come out crooked. One has to tear it, because it is too hot to cut.
    DIANA: “A crooked one,” says Diana, and underlines it twice. # mood: warm
* [“Somebody feeds the cat.” # id: v1_cat # icon: heart]
    ~ AtFour = four_cat
    You tell her: there is a cat in the yard that belongs to nobody, so that it has to be fed by everybody. At four it sits there and makes a face as if you were late.
    DIANA: “I'd be late every day,” says Diana. “On purpose. For the face.” # mood: playful
* [“Nothing. One falls asleep.” # id: v1_sleep # icon: moon]
    ~ AtFour = four_sleep
    You tell her: at four one means to say one more thing, and does not. One wakes up with the pattern of a sleeve on one's cheek, and somebody has put out the lamp.
    DIANA: “In the middle of something,” says Diana, quite pale with longing. “Without finishing it.” # mood: tender
- -> five_steps

=== five_steps ===
At the half the clocks make peace, and she decides that there must be dancing. There is only the one tune. It has five steps, and before the sixth it stops; so one has to dance it like somebody who carries a tray up a stair and suddenly has no more stairs.
Lucien turns the pages of nothing at the piano next door. You can hear that he is smiling, and that he would deny it.
* [Lead # id: v1_lead # icon: steps]
    You lead. She follows for four steps and does the fifth of her own accord, in another direction. You end up in <i>Geography.</i>
* [Let her lead # id: v1_follow # icon: hand]
    ~ trust_diana += 1
    She leads like a person running downstairs in the dark, with great confidence and no plan. On the fifth step each time she holds you a little tighter, in case this should be the year when it goes on.
* [Put a sixth step to it # id: v1_sixth # icon: piano]
    You simply take it. There is no music for it, only the sound of a shoe on wood. She stands there with one foot in the air, and looks at the place where you have put yours down as if it were abroad. # points: 10
- DIANA: “Write that down too,” says Diana, out of breath. “At four: get our breath back.” # mood: warm
-> declining

=== declining ===
Ten to three. The lectern, the book, the pen. Lucien has put on fresh gloves. You take the pen, as you have five times, and look at the list that sticks out of her pocket; and you know that in ten minutes there will be nobody who has ever told anybody what people do at four. # delay: 900
* [“I'd like to keep this one.” # id: v1_keep # icon: hand]
    You say it politely, as one asks for the recipe.
* [“What if I don't sign?” # id: v1_what_if # icon: question]
    ~ trust_lucien += 1
    You ask it, and for the first time since you have known him he is not ready with the answer. He has to look for it, and one sees him find it, and put it back.
* [Put the cap back on the pen # id: v1_cap # icon: pen]
    It makes a very small sound. Diana looks up as if a door had slammed.
- LUCIEN: “It is your right, visitor. It is in the conditions; I wrote them myself, when I was young and believed in rights.” He dips the pen on your behalf, and enters it, in small and tidy letters. “One would only remark that… No. One would not.” # mood: grave
Nothing happens. You have time to think: is that all?
* [Look at Diana # id: v1_look # icon: heart]
    -> her_hands
* [Look up at the books # id: v1_books # icon: book]
    -> her_hands

=== her_hands ===
Then the top shelf goes out. There is no other word. The books upon it go out one after the other, like windows in a street, and then the next shelf, and the next. <i>Geography. Manners.</i> The ladder leans on nothing, thinks about it, and is not there. # delay: 1200
Diana puts her hands behind her back. She is not quick enough. You have seen the candle, and you have seen it through them.
DIANA: “It's nothing,” she says. “It's only the library. I'd read most of it.” # mood: tender
* [Reach for the pen again # id: v1_too_late # icon: pen]
    You reach for it. The ink has dried. Lucien shakes his head, very slightly, and for once it is not at you that he is angry, but at somebody who was young and wrote conditions.
* [Take her hands # id: v1_hands # icon: hand]
    ~ trust_diana += 1
    You take them from behind her back. They weigh as much as two gloves. She lets you, and looks at your face all the while as if it were the one thing in the room that had not gone out.
* [“Why didn't you say?” # id: v1_why # icon: question]
    DIANA: “Because you'd have signed,” says Diana. “And I wanted so much to be remembered. Just for one year. By one person.” She laughs. “I'm dreadful company. I did tell you.” # mood: grave
- -> remembered_year

=== remembered_year ===
Then the year in which you knew. It goes by in the length of a breath: every night at half past two you were awake, and you were the only one in the town who was missing an hour and knew which. You bought cream paper at a mill that was closing down. You wrote yourself a card, so that you should not fail to go.
The next October you went in and looked at her hands as if she had stolen something. Leaning on the umbrella stand you wrote yourself a letter; you folded it in eight, and left out the most important line. Then you signed. Nobody had made you. It is only that one knows how one likes one's tea.
The candle is burning low. What was it that you left out?
* [That it was worth it # id: v1_line_worth # icon: heart]
    ~ trust_diana += 1
    It was worth it. You did not write that. It seemed to you that it went without saying, and that is why for two years nobody has said it.
* [That you were angry # id: v1_line_angry # icon: fire]
    That you were angry: with her, with him, with every clock that let itself be wound. You did not write it down, because you wanted it to stop with you. It did.
* [What people do at four # id: v1_line_four # icon: clock]
    ~ trust_mote += 1
    The list. You wanted to write it down, and could not bear to see it in your tidy, leaning, everyday hand. She has it still, you are sure of it. She is the one who keeps things.
- -> bricks_close

=== bricks_close ===
You come out sideways. The bricks close after you, one by one, like people leaving a concert. In the round room there are the empty shelves, dusted around what is not there, and you know now the name of every book.
Diana is leaning in the door to the kitchen. She looks at her hands, and then, as they are quite solid, dries them on Lucien's tailcoat.
* [“You still have the list.” # id: v1_list # icon: paper]
    DIANA: “What list?” says Diana, and puts her hand on her pocket. # mood: wary
* [“I came back.” # id: v1_came_back # icon: door]
    ~ trust_diana += 1
    DIANA: “You did,” says Diana. “I've never forgiven you for it. I've never been so glad of anything.” # mood: tender
* [Say nothing, and take her hand # id: v1_quiet # icon: hand]
    It is warm, buttery, and weighs what a hand weighs. You hold it for as long as one holds a hand that one has just been introduced to, and then for a little longer.
- From the hall, under its sheet, comes a noise like a watch that somebody shakes beside his ear. It is high time that somebody wound the steward. # next: ch7
-> END
