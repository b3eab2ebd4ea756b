# chapter: ch2
# title: A Small Irregularity
# lang: en
INCLUDE common.ink
INCLUDE memory.ink
-> opening

=== opening ===
{stopped_the_clock: -> inside | -> outside}

= outside
Three in the morning, and the street has gone back to being a street. You are facing a wall, with a colour in your head and no idea what it is for.
Somebody is measuring it. He has sleeve guards, a torch between his teeth and a tape that runs past the bakery, past your shoes, to the pharmacy. He reads off the number and looks personally offended. # delay: 900 # image: ch02.jpg # alt: A blank wall at night. A clerk in a dark coat holds one end of a long tape measure; at the foot of the wall stand two green shoes, and a pharmacist looks out of a lit hatch.
QUINCE: “Item one: good evening. Item two: the bakery has eleven metres and the pharmacy nine. Item three: together they have twenty-six. This office does not care for item three.” # mood: wary
* [Hold the end of the tape # id: c2_tape # icon: tape]
    ~ trust_quince += 1
    You hold the brass end against the bricks. They are warm, like a wall with a kitchen behind it. There is no kitchen behind it. There is no behind.
* [Ask which office # id: c2_office # icon: question]
    QUINCE: “Hours. Third floor, at the back. In spring this office collects one from everybody. In autumn it returns it. People thank it for neither.” # mood: wary
* [Walk on # id: c2_walk # icon: steps]
    You get as far as the tape. It crosses the pavement at the height of your knees, and the clerk does not lift it. He has the look of a man who has waited seven years for somebody to walk into it.
- -> wall

= inside
It is one minute to three. It has been one minute to three for so long that Lucien has dusted it twice. Your hand is still round the pendulum. Outside, under the lamp, the person with your shoulders has stopped at the corner and cannot think why.
Then somebody knocks. # delay: 1200
LUCIEN: “Nobody knocks in this house,” says Lucien. “There has never been the time.” # mood: wary
It is a small man with sleeve guards, a tape measure and a lamp on his forehead. He wipes his feet, one, two, and bows to the clock.
QUINCE: “Item one: good evening. Item two: this minute has been open for longer than a minute. Item three: a stopped hour is to be released by the hand that stopped it. That would be yours.” # mood: grave
* [Open your hand # id: c2_release # icon: hand]
    ~ trust_quince += 1
    You open it. Diana says your name, or says nothing; it is the same breath. Three o'clock goes through the house like a train through a station where it doesn't stop.
* [Ask to see the form # id: c2_form # icon: paper]
    ~ trust_lucien += 1
    There is a form. It has eleven copies. By the ninth your fingers are so tired that the pendulum slips out of them all by itself, and three o'clock goes through the house like a train.
* [Hold on a little longer # id: c2_hold # icon: clock]
    ~ trust_diana += 1
    DIANA: “One more,” says Diana, and puts her hand over yours. “One more minute like this one, and then I'll say something sensible.” # mood: tender
    She never does. Her hand is so light that you cannot tell which of you lets go. # delay: 900
- At the corner you catch up with somebody who is waiting at a red light for no car. It is like putting on a coat. When the light turns green, that is all you remember: a colour. The small man is already measuring the wall. # image: ch02.jpg # alt: A blank wall at night. A clerk in a dark coat holds one end of a long tape measure; at the foot of the wall stand two green shoes, and a pharmacist looks out of a lit hatch.
-> wall

=== wall ===
His badge has a number where others have a name. The number is fifteen.
QUINCE: “Quince. Like the fruit. In some languages it is also a number: a quarter of an hour. Nobody in this office gets promoted to a whole one.” He wets his pencil. “There is a small irregularity. Sixty minutes go out in spring, sixty come home in autumn. It balances to the second. For seven years it has not.” # mood: grave
You say that you are sorry to hear it.
QUINCE: “Everybody gets the hour back, and sleeps through it. You were out of doors. Each time, at this wall. So, for the record: what do you remember of tonight?” # mood: wary
* [“A colour. Green.” # id: c2_colour # icon: leaf]
    ~ Statement = said_colour
    ~ trust_diana += 1
    He writes down <i>green,</i> and then, because he is thorough, looks about for anything green in the street. There is the cross of the pharmacy. It has gone out.
* [“Nothing at all.” # id: c2_nothing # icon: palm]
    ~ Statement = said_nothing
    ~ trust_quince += 1
    He looks almost grateful. <i>Nothing,</i> he writes, and draws a box round it. Nothing can be filed.
* [“There was a house.” # id: c2_house # icon: house]
    ~ Statement = said_house
    ~ trust_lucien += 1
    You hear yourself say it. You do not know where it came from. The point of his pencil breaks, and the two of you watch it roll into the gutter. # points: 10
- -> pocket

=== pocket ===
He asks you, with apologies to your coat, to turn out your pockets. Keys, a coin, a card. He reaches for the card as other people reach for bread.
QUINCE: “Cream, hundred and twenty grams. Not made since the paper mill closed.” He turns it over. “Two hands. On this side somebody tidy. On that side somebody leaning. Would you be so good as to write down the word <i>wind?”</i> # mood: wary
You write it. The letters lean over like people on a bridge in November.
QUINCE: “Then you sent it to yourself. Article nine does not provide for that. Article nine does not provide for much.” He clears his throat. “It would help this office to keep it.” # mood: grave
* [Let him have the card # id: c2_card_give # icon: card]
    ~ Card = card_given
    ~ trust_quince += 2
    He gives you a receipt for it, and a receipt for the receipt. It is quite possible that nobody has ever handed him anything before without a fight.
* [Keep it # id: c2_card_keep # icon: palm]
    ~ Card = card_kept
    ~ trust_diana += 1
    You close your fingers round it. You could not say why; it is not as if it were valuable. It only feels like letting go of somebody's sleeve in a crowd.
* [Let him copy it out # id: c2_card_copy # icon: pen]
    ~ Card = card_kept
    ~ trust_quince += 1
    He copies it out, both sides, and even draws the crease. His own hand is beautiful. He seems to hope that nobody will notice.
- -> tin_box

=== tin_box ===
From his satchel comes a tin box, and from the box seven slips of paper, each torn along one edge. He lays them out on the windowsill of the bakery, like somebody playing patience with your life.
Six of them say: <i>Left by the bearer on going out: one hour.</i> Under it, six times, the leaning name. The seventh says: <i>Declined.</i>
QUINCE: “Left. Not lost, not stolen: left. This office knows by whom. It does not know with whom. Nor does it understand this one, the year before last, when you went home with your hour like anybody else. And the next year came back, and left it again.” # mood: grave
* {Finds !? counterfoil} [Ask if you may keep one # id: c2_slip_ask # icon: paper]
    ~ Finds += counterfoil
    QUINCE: “It is yours,” he says, astonished. “One sixth of an evening, in duplicate. In all these years nobody has claimed a counterfoil. People throw them away with the bus tickets.” # points: 10
* [“Who lives on six hours?” # id: c2_lives # icon: question]
    QUINCE: “That is not a question,” says Quince, and takes some time to put the lid back. “That is, it is not one of ours.” # mood: wary
* [Read the seventh once more # id: c2_declined # icon: search]
    ~ trust_diana += 1
    On the back of the seventh somebody has pressed so hard with a pen that you can read it with your thumb. <i>Never again. I saw her hands.</i> That, too, leans. # points: 10
- -> night_window

=== night_window ===
He needs a witness, he says, and the only other light in the street is the hatch of the pharmacy. Behind it stands a woman of about fifty in a white coat, with a pencil in her hair and one eye on her stocktaking.
VERA: “Chamomile is four fifty. Aspirin is three. Advice is free, and you get what you pay for.” She stamps his form without reading it. “Him I know. He measures. You I know as well. You stand.” # mood: wary
Behind her, between the cough syrup and the combs, is a box marked <i>Found.</i> On the rim of it, side by side, a pair of green shoes.
* [Ask about the shoes # id: c2_shoes # icon: shoe]
    -> shoe_box
* [Buy a chamomile # id: c2_chamomile # icon: tea]
    {
    - Finds !? counterfoil:
        ~ Finds += counterfoil
        She wraps it, for want of a bag, in a slip that the clerk has left on her counter. <i>Left by the bearer on going out: one hour.</i> It has your name on it, so you might as well have it. # points: 10
    - else:
        She wraps it as if it were something that could break, and gives you back your coin.
    }
    VERA: “Sleep,” she says to the string. “People who stand about at walls should sleep.” # mood: warm
* [“What do you hear through the wall?” # id: c2_hear # icon: ear]
    VERA: “Mice,” says Vera. Then, since nobody contradicts her: “Mice that practise scales. Five notes. I have told the landlord. He says there's nothing there to complain about.” # mood: wary
    She taps them on the counter with her pencil. The pencil stops before the sixth, in the air, and she looks at it.
- -> last_notice

= shoe_box
She puts them on the counter, heels together. They have been brushed, and lately.
VERA: “Seven years. On that step of wall out there, three in the morning, side by side, toes to the street. As if somebody had stepped out of them and gone up.” # mood: grave
She shrugs. She has looked for the feet herself, it turns out: three winters, every customer.
* [Look inside the left one # id: c2_left_shoe # icon: search]
    ~ Finds += half_ana
    Under the insole lies half a cloakroom ticket. The number has gone with the other half. What is left are three letters: <i>ANA.</i> # points: 10
* [Offer to find the owner # id: c2_offer # icon: hand # cost: 10]
    ~ Finds += shoes
    VERA: “You stand at walls,” she says, and wraps them in brown paper all the same. “That's no worse a method than mine. Ten for the brushing; seven years of it. If they fit nobody, they come back, brushed.” # mood: warm # points: 10
* [Leave them where they are # id: c2_leave # icon: palm]
    VERA: “Good,” says Vera. “I'd have wanted a deposit.” And she turns them a little, so that they look out into the street. # mood: amused
- -> last_notice

=== last_notice ===
It is getting on for four. The clerk winds in his tape, and six metres of it come out of the wall a little later than the rest. # delay: 900
QUINCE: “Item last. It will be in the newspapers tomorrow. The change of the clocks is discontinued. One more spring, one more autumn, and then the hour will stay where it is, like a sensible hour.” # mood: grave
He ought to be pleased: no more irregularities. He rubs his eyes with the back of his sleeve guard.
* [“And what is inside it?” # id: c2_inside # icon: question]
    QUINCE: “There is a word for it. Residue.” He says it quickly, as one pulls off a plaster. “Residue is written off.” # mood: grave
* [“Who is inside it?” # id: c2_who # icon: house]
    ~ trust_quince += 1
    QUINCE: “You said <i>who.”</i> He looks round, as if the street might take a note of it. “This office has a column for <i>what.</i> It has asked for the other column. Four times. In what is called residue there is no <i>who.”</i> # mood: wary
* [“Can it be claimed?” # id: c2_claim # icon: hand]
    ~ trust_quince += 1
    QUINCE: “By whoever signed for it. On entering.” His finger runs down an invisible page. “Nobody has ever signed on entering. People never know what they will want until they leave.” # mood: grave
- -> five_pips

=== five_pips ===
{
- Statement == said_house:
    He is ten steps off when he turns round. “You said a house,” he calls softly. “This office did not write it down. It wishes you to know that it did not write it down.”
- Card == card_given:
    He is ten steps off when he takes out the card, sniffs it, looks up at the place where there is no house, and puts it away over his heart.
- else:
    He is ten steps off when he stops, unwinds a little tape, measures his own shadow, and goes on, more slowly.
}
In the pharmacy a small radio is standing among the scales. It gives the hour. Five short pips, one after the other, like somebody climbing stairs. # delay: 1200
* [Wait for the sixth # id: c2_wait # icon: wait]
    ~ Finds += sixth
    The sixth is the long one, the hour itself. It comes; and before it has come, your finger has gone down on the windowsill, by itself, on a key that isn't there. You have known that tune all your life. So has everybody. # points: 10
* [Go home # id: c2_home # icon: moon]
    You walk off on the fifth. Behind you the sixth is long, and a little sad, like a ship. For an instant it seems to you that somebody, on the other side of the bricks, is holding her breath for it.
- A woman's voice follows the signal, warm, unhurried, made for people who are alone in kitchens.
ANA: “Four o'clock, listener. You are still up. So am I. Let us not ask each other why.” # mood: warm # next: ch3
-> END
