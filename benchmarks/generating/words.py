"""The words of made-up texts, in five languages.

Frequent words come from short lists, so that a few of them are in most texts. Rare ones are made from syllables by
their rank: the vocabulary grows with the texts about as that of real ones (Heaps), and every rare word is its own stem.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Language:
    """What sentences of a language are made of. The first words of a list are the most frequent."""

    code: str
    weight: int
    sentences: tuple[str, ...]
    """With a property: {subject}, {property}, {value}, {noun}, {adjective}, {rare}, {year}."""
    deeds: tuple[str, ...]
    """Without a property or a value, and with {verb}."""
    explanations: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]


ENGLISH = Language(
    "en",
    45,
    (
        "The {property} of {subject} was {value} in {year}, according to the {adjective} {noun} of {rare}.",
        "{subject} said in {year} that the {property} is {value} and that the {noun} of {rare} proves it.",
        "The {noun} of {rare} put the {property} of {subject} at {value} in {year}.",
        "No {adjective} {noun} from {rare} shows that the {property} of {subject} was ever {value}.",
        "Since {year} the {property} of {subject} has been {value}, whatever the {noun} in {rare} says.",
        "{subject} has a {property} of {value}, more than any {adjective} {noun} between {rare} and {rare}.",
    ),
    (
        "{subject} {verb} the {adjective} {noun} of {rare} in {year}.",
        "In {year} {subject} secretly {verb} a {noun} that {rare} had called {adjective}.",
        "The {adjective} {noun} in {rare} was {verb} by {subject} before the {noun} of {year}.",
        "{subject} never {verb} the {noun} of {rare}, as a {adjective} {noun} claims.",
    ),
    (
        "The {noun} of {rare} and a {adjective} {noun} say so; nothing else was found.",
        "We read the {adjective} {noun}; it says {value} for {year}, and the {noun} agrees.",
        "Two documents from {rare} differ by a {adjective} {noun}.",
    ),
    tuple(
        "report budget law election school hospital tax vote river bridge company strike vaccine border police court"
        " pension forest climate harbour railway harvest church army museum newspaper factory census treaty parliament"
        " ministry contract loan debt price rent energy reactor pipeline satellite drought flood protest".split()
    ),
    tuple(
        "new public official national secret annual local foreign independent false private urgent historic rural"
        " medical military illegal temporary permanent cheap expensive dangerous ancient digital northern".split()
    ),
    tuple(
        "signed opened closed sold refused funded visited cancelled supported banned promised delayed doubled"
        " halved inherited published withdrew founded".split()
    ),
)

FRENCH = Language(
    "fr",
    25,
    (
        "Le {property} de {subject} était de {value} en {year}, selon le {noun} {adjective} de {rare}.",
        "{subject} a dit en {year} que le {property} est de {value} et que le {noun} de {rare} le prouve.",
        "En {year}, le {noun} de {rare} fixait à {value} le {property} de {subject}.",
        "Aucun {noun} {adjective} de {rare} ne montre que le {property} de {subject} ait été de {value}.",
        "Depuis {year}, le {property} de {subject} est de {value}, quoi que dise le {noun} de {rare}.",
    ),
    (
        "{subject} a {verb} le {noun} {adjective} de {rare} en {year}.",
        "En {year}, {subject} a {verb} en secret un {noun} que {rare} jugeait {adjective}.",
        "{subject} n’a jamais {verb} le {noun} de {rare}, contrairement à un {noun} {adjective}.",
    ),
    (
        "Le {noun} de {rare} et un {noun} {adjective} le disent ; rien d’autre n’a été trouvé.",
        "Nous avons lu le {noun} {adjective} ; il donne {value} pour {year}.",
        "Deux documents de {rare} diffèrent d’un {noun} {adjective}.",
    ),
    tuple(
        "rapport budget scrutin hôpital impôt fleuve pont syndicat vaccin tribunal salaire village climat port chemin"
        " musée journal traité parlement ministère contrat prêt prix loyer réacteur gazoduc satellite incendie canal"
        " logement collège marché conseil accord décret stade barrage fichier projet sondage".split()
    ),
    tuple(
        "public officiel national secret annuel local étranger indépendant faux privé urgent historique rural urbain"
        " médical militaire illégal provisoire permanent coûteux dangereux ancien numérique côtier".split()
    ),
    tuple(
        "signé ouvert fermé vendu refusé financé visité annulé soutenu interdit promis retardé privatisé doublé hérité"
        " publié retiré fondé".split()
    ),
)

SPANISH = Language(
    "es",
    12,
    (
        "El {property} de {subject} fue de {value} en {year}, según el {noun} {adjective} de {rare}.",
        "{subject} dijo en {year} que el {property} es de {value} y que el {noun} de {rare} lo prueba.",
        "Ningún {noun} {adjective} de {rare} muestra que el {property} de {subject} fuera de {value}.",
    ),
    (
        "{subject} ha {verb} el {noun} {adjective} de {rare} en {year}.",
        "{subject} nunca ha {verb} el {noun} de {rare}, como afirma un {noun} {adjective}.",
    ),
    (
        "El {noun} de {rare} y un {noun} {adjective} lo dicen; no se encontró nada más.",
        "Dos documentos de {rare} difieren en un {noun} {adjective}.",
    ),
    tuple(
        "informe presupuesto hospital impuesto río puente sindicato tribunal salario pueblo clima puerto museo"
        " tratado parlamento ministerio contrato préstamo precio alquiler reactor satélite incendio mercado".split()
    ),
    tuple(
        "nuevo público oficial nacional secreto anual local extranjero independiente falso privado urgente histórico"
        " rural urbano médico militar ilegal".split()
    ),
    tuple("firmado abierto cerrado vendido rechazado financiado visitado anulado apoyado prohibido prometido".split()),
)

GERMAN = Language(
    "de",
    10,
    (
        "Der Wert „{property}“ von {subject} lag {year} bei {value}, so der {adjective}e Bericht aus {rare}.",
        "{subject} sagte {year}, der Wert „{property}“ sei {value}, und der {noun} aus {rare} beweise es.",
        "Kein {adjective}er {noun} aus {rare} zeigt, dass der Wert „{property}“ von {subject} je {value} war.",
    ),
    (
        "{subject} hat {year} den {adjective}en {noun} von {rare} {verb}.",
        "{subject} hat den {noun} von {rare} nie {verb}, wie ein {adjective}er {noun} behauptet.",
    ),
    (
        "Der {noun} aus {rare} und ein {adjective}er {noun} sagen es; sonst fand sich nichts.",
        "Zwei Dokumente aus {rare} weichen um einen {adjective}en {noun} ab.",
    ),
    tuple(
        "Bericht Haushalt Fluss Vertrag Streik Impfstoff Lohn Wald Hafen Kredit Preis Reaktor Satellit Kanal Markt"
        " Landtag Prozess Staudamm Bahnhof Turm Hof Verband Beschluss Plan Verlag".split()
    ),
    tuple("neu öffentlich amtlich national geheim jährlich örtlich fremd unabhängig falsch privat ländlich".split()),
    tuple("unterzeichnet geöffnet geschlossen verkauft abgelehnt bezahlt besucht gestrichen unterstützt".split()),
)

PORTUGUESE = Language(
    "pt",
    8,
    (
        "O {property} de {subject} foi de {value} em {year}, segundo o {noun} {adjective} de {rare}.",
        "{subject} disse em {year} que o {property} é de {value} e que o {noun} de {rare} o prova.",
    ),
    (
        "{subject} tinha {verb} o {noun} {adjective} de {rare} em {year}.",
        "{subject} nunca tinha {verb} o {noun} de {rare}, como afirma um {noun} {adjective}.",
    ),
    ("O {noun} de {rare} e um {noun} {adjective} dizem isso; nada mais foi encontrado.",),
    tuple(
        "relatório orçamento hospital imposto rio sindicato tribunal salário clima porto museu jornal parlamento"
        " ministério contrato empréstimo preço reator satélite incêndio canal mercado".split()
    ),
    tuple("novo público oficial nacional secreto anual local estrangeiro independente falso privado urgente".split()),
    tuple("assinado aberto fechado vendido recusado financiado visitado anulado apoiado proibido".split()),
)

LANGUAGES = (ENGLISH, FRENCH, SPANISH, GERMAN, PORTUGUESE)
BY_CODE = {language.code: language for language in LANGUAGES}

_CONSONANTS, _VOWELS = "bdfglmnprstvz", "aeiou"
_SYLLABLES = [consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS]
_RARE_WORDS = len(_SYLLABLES) ** 4
_STEP = 7_368_787  # a prime that does not divide their number: neighbours in rank do not look alike

FREQUENT, TAIL = 40, 0.8
"""A word of rank r or more is drawn with probability (1 + r/FREQUENT) ** -TAIL."""


def zipf(random: Random, count: int) -> int:
    """A place below `count`; each place is as frequent as it is near the start (Zipf's law with exponent 1)."""
    return int((count + 1) ** random.random()) - 1


def one_of(random: Random, words: tuple[str, ...]) -> str:
    """A word of a list, the first ones more often."""
    return words[zipf(random, len(words))]


def syllables(number: int) -> str:
    """Four syllables that stand for a number below 17 million, and for no other."""
    number = number * _STEP % _RARE_WORDS
    word = ""
    for _place in range(4):
        number, syllable = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[syllable]
    return word


def rare(random: Random) -> str:
    """A name that nobody has, from an endless vocabulary. No stemmer cuts its last letter off."""
    rank = int(FREQUENT * ((1 - random.random()) ** (-1 / TAIL) - 1))
    return f"{syllables(rank % _RARE_WORDS).capitalize()}b"
