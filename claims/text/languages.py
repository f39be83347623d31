"""What the matching of texts knows of each language: its stemmer, its most frequent words, its months.

The lists are short on purpose. A frequent word that is missing here only counts for little, since weights follow how
rare a term is.
"""

from .cleaning import fold

STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""The Snowball algorithm of each language, by its ISO 639-1 code. Other languages are not stemmed."""

POINT_GROUPS = frozenset({"ca", "da", "de", "el", "es", "id", "it", "nl", "pt", "ro", "tr"})
"""Languages that write a thousand as 1.000."""

_STOP_WORDS = {
    "de": """
        aber als am an auch auf aus bei bin bis das dass dein dem den der des die dies diese dieser dieses doch du durch
        ein eine einem einen einer eines er es für habe haben hat hatte ich ihm ihn ihr ihre im in ist ja kann kein
        keine können man mein mit nach nicht noch nun nur ob oder ohne schon sehr sein seine sich sie sind so über um
        und uns unser unter vom von vor war waren was wenn wer werden wie wir wird wo wurde wurden zu zum zur
        """,
    "en": """
        a about after all also am an and any are as at be because been before being both but by can could did do does
        doing done down each for from get go got had has have having he her here hers him his how i if in into is it
        its just like me more most much my no nor not now of off on once only or other our out over own re s same she
        should so some such t than that the their them then there these they this those through to too u under until
        up very was we were what when where which while who whom why will with would yet you your
        cant couldnt didnt doesnt dont hasnt havent im isnt ive shouldnt thats theyre theyve wasnt wont wouldnt youre
        """,
    "es": """
        a al algo ante antes como con contra cual cuando de del desde donde e el ella ellas ellos en entre era es esa
        ese eso esta estas este esto estos fue fueron ha han hasta hay la las le les lo los más me mi muy nada ni no
        nos o os para pero por porque que qué quien se ser si sí sin sobre son su sus también te tu un una uno unos y
        ya yo
        """,
    "fr": """
        à ai aient ait alors as au aucun aussi autre aux avaient avait avec avez avoir avons c ça car ce ceci cela ces
        cet cette ceux chez ci comme d dans de depuis des dont du elle elles en encore entre es est et étaient était
        été être eu eux fait il ils j je l la là le les leur leurs lui m ma mais me même mes moi mon n ne ni nos notre
        nous on ont ou où par pas peu plus pour qu quand que quel quelle quels qui s sa sans se sera ses si son sont
        sous sur t ta te tes toi ton tous tout toute toutes très tu un une vos votre vous y
        """,
    "it": """
        a ad ai al alla alle allo anche che chi ci come con cui da dai dal dalla de dei del della delle dello di dove e
        ed era essere gli ha hanno ho i il in io l la le lei lo loro lui ma mi ne nei nel nella noi non o per perché
        più qual quando quella quello questa queste questi questo se si sono su sua sue sugli sul sulla suo te ti tra
        tu tutti tutto un una uno vi voi
        """,
    "nl": """
        aan al als bij dan dat de der deze die dit door een en er had heb hebben heeft het hij hoe hun ik in is ja je
        kan maar me meer met mijn naar niet nog nu of om omdat onder ons ook op over te tot u uit van veel voor was wat
        we werd wie wij wordt zal ze zich zij zijn zo zonder zou
        """,
    "pt": """
        a à ao aos as às até com como da das de dela dele do dos e é ela elas ele eles em entre era essa esse esta este
        eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na não nas nem no nos o os ou para pela pelo
        por quando que quem são se sem ser seu seus só sua também te tem um uma você
        """,
}
STOP_WORDS = {code: frozenset(fold(words).split()) for code, words in _STOP_WORDS.items()}
"""The words of each language that say nothing about what a text is about, as `fold` writes them."""

_ENDINGS = {
    "en": """
        ability able ally ance ances ant ants ated ates ating ation ations ative ator ators ed edly ement ements ence
        ent er ers es ful fully ible ic ical ically ied ies ing ings ion ions ism ists ity ities ive ively
        ization ize ized izes izing ly ment ments ness ous ously s y
        """,
    "fr": """
        age ages aient ait amment ant ante antes ants ateur ateurs ation ations atrice atrices aux e ee ees
        ement ements emment ence ences er era eraient erait eront es eurs euse euses eux ez if ifs ion ions ique
        iques ir irent isme ismes issait issent iste istes ite ites ive ives ons rice rices s trice trices ure ures
        """,
}
ENDINGS = {code: tuple(fold(words).split()) for code, words in _ENDINGS.items()}
"""The endings that the stemmer of a language takes off and that words often have, as `fold` writes them: for guessing
which words begin with some letters, or were meant by a misspelt one. Other languages do without."""

_MONTHS = """
    january january janvier januar jänner enero gennaio januari janeiro jan janv ene
    february february février februar febrero febbraio februari fevereiro feb fevr fév
    march march mars märz marzo maart março mar
    april april avril abril aprile apr avr abr
    may may mai mayo maggio mei maio maj
    june june juin juni junio giugno junho jun
    july july juillet juli julio luglio julho jul juil
    august august août agosto augustus augusti aug
    september september septembre septiembre settembre setembro sep sept set
    october october octobre oktober octubre ottobre outubro oct okt
    november november novembre noviembre novembro nov
    december december décembre dezember diciembre dicembre dezembro desember dec déc dez dic
    """
MONTHS = {
    name: month for month, names in enumerate(_MONTHS.strip().splitlines(), start=1) for name in fold(names).split()
}
"""The number of a month by its name, as `fold` writes it, in the languages with stop words and in Scandinavian."""
