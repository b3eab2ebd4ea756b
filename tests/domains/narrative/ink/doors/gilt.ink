# chapter: gilt
INCLUDE common.ink
Everything shines. Trust {trust}.
* [Out # id: gilt_out]
    Out. # next: yard
* [Out, later # id: gilt_later]
    Later. # next: yard
- -> END
