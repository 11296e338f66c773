"""What people, slips of the keyboard and ill will type into a search box."""

import random
from collections.abc import Callable, Iterator
from typing import Final

from bench import corpus
from search.analysis import plain
from tests.portal.searches.test_hostile_doors import PIECES
from tests.search.samples import ONSETS, RHYMES
from tests.search.test_hostile import HOSTILE

Make = Callable[[random.Random], str]

_TELEX: Final = {
    "ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd",
}  # fmt: skip
_TONES: Final = ("", "s", "f", "r", "x", "j")
_MARKS: Final = ("", "", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_ODD: Final = (
    "\u200b\u200d\u200c\u2060\ufeff"  # zero width
    "\u202a\u202b\u202d\u202e\u2066\u2067\u2069\u061c"  # turns the line round
    "\ud800\udbff\udc00\udfff"  # halves of characters
    "\x00\x01\x08\x0b\x1b\x7f\x85\u2028\u2029"
    "²½Ⅷﬁßİıſ中한ا१\U0001f6a7\U0001f1fb\U0001f1f3\U0001f469\U0010ffff\ufffe"
)
_WORDS: Final = (
    "số:", "loại:", "đơn vị:", "lĩnh vực:", "từ:", "đến:", "hạn:quá", "so:", "loai:",
    "AND", "OR", "NOT", "TO", "NEAR/3", "tag:", "body:", "kind:case", "_stored:",
)  # fmt: skip
_SIGNS: Final = "\"'“”-–−*?~^()[]{}:;/\\|&!+=<>%_.,#@$`"
SHAPES: Final[tuple[tuple[str, int], ...]] = (
    ('"', 400), ("“", 200), ("-", 5_000), ("*", 300), ("(", 3_000), ("[", 200),
    ("NOT ", 2_000), ("AND ", 800), ("OR ", 800), ("-a ", 900), ('"a b" ', 300),
    ('-"a" ', 300), ("a* ", 300), ("đường* ", 200), ("đường ", 20_000),
    ("x", 100_000), ("(a|", 200), (".*", 500), ("(a+)+", 200), ("%", 400), ("%25", 300),
    ("%00", 300), ("%s", 200), ("{{", 200), ("\x00", 200), ("\u0301", 500),
    ("e\u0301", 300), ("\u202e", 200), ("\u200b", 5_000), ("\ud83d", 200),
    ("12154/UBND-VP ", 300), ("72A-123.45 ", 300), ("0903 706 338 ", 200),
    ("22/11/2019 ", 300), ("1/", 500), ("9", 5_000), ("số:", 300),
    ("từ:1/1/2019 ", 200),
    ("loại:x ", 200), ("hạn:quá ", 200), ("../", 400), ("&q=", 300), ("\n", 500),
    ("và ", 400), ("của là và ", 300), ("abc* ", 100), ("~9 ", 200), ("ngày 1 ", 300),
)  # fmt: skip
"""What is repeated, and how often at most."""

ATTACKS: Final = (
    "' OR '1'='1", "1; DROP TABLE outbox;--",
    "') UNION SELECT sealed FROM complainant--",
    "%' ESCAPE '\\", "{{7*7}}", "{{config.items()}}", "{% for x in y %}", "${7*7}",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)",
    "\"><svg/onload=alert(1)>", "../../etc/passwd", "%2e%2e%2f", "%c0%af", "%ED%A0%80",
    "=cmd|'/c calc'!A0", "__import__('os')", "(.*)*x", "(a|a)*$", "^(([a-z])+.)+$",
    "cos\nsystem\n(S'id'\ntR.", "[a TO z]", "{* TO *}", "nghiêng~9", "a^1000000",
    "tag:staff", "audience:staff", "exact:kín", "NaN", "1e999", "-0", "٣٢٢٩",
    "\r\nX: y",
)  # fmt: skip


def random_questions(seed: int, count: int) -> Iterator[str]:
    """Yield so many questions of every kind, a few kinds in some of them."""
    chance = random.Random(f"random {seed}")
    makes = [*_KINDS, _run_of(corpus.sentences())]
    for _ in range(count):
        parts = [chance.choice(makes)(chance) for _ in range(chance.choice((1, 1, 2)))]
        yield " ".join(parts)


def hostile_questions(chance: random.Random, count: int) -> Iterator[str]:
    """Yield so many questions shaped by ill will: what is known, then mixtures."""
    known = [*HOSTILE, *ATTACKS, *(text * most for text, most in SHAPES)]
    yield from known[:count]
    for _ in range(count - len(known)):
        text, most = chance.choice(SHAPES)
        other, _ = chance.choice(SHAPES)
        attack = chance.choice(ATTACKS)
        told = chance.choice(
            (
                text * chance.randint(1, most),
                (text + other) * chance.randint(1, most // 2),
                attack + text * chance.randint(1, most),
                f'"{text}{attack}" -"{other}" ' * chance.randint(1, 40),
                "".join(_shuffled(chance, text * 20 + attack + other * 20)),
            )
        )
        yield told


def _shuffled(chance: random.Random, text: str) -> list[str]:
    letters = list(text)
    chance.shuffle(letters)
    return letters


def _syllable(chance: random.Random) -> str:
    rhyme = chance.choice(RHYMES)
    place = chance.randint(1, len(rhyme))
    mark = chance.choice(_MARKS)
    return chance.choice(ONSETS) + rhyme[:place] + mark + rhyme[place:]


def _syllables(chance: random.Random) -> str:
    told = " ".join(_syllable(chance) for _ in range(chance.randint(1, 14)))
    return chance.choice((str, str.upper, str.title, plain))(told)


def _telex(chance: random.Random) -> str:
    """Return keys as they come when the program that should turn them is off."""
    words = []
    for _ in range(chance.randint(1, 7)):
        keys = chance.choice(ONSETS) + chance.choice(RHYMES)
        keys = "".join(_TELEX.get(char, char) for char in keys) + chance.choice(_TONES)
        if chance.random() < 0.3:
            place = chance.randrange(len(keys))
            keys = keys[:place] + chance.choice("abdefgorswxz") + keys[place:]
        words.append(keys)
    return " ".join(words)


def _characters(chance: random.Random) -> str:
    """Return characters of all planes, halves of some, and those nobody sees."""
    told = [
        chance.choice(_ODD)
        if chance.random() < 0.4
        else chr(chance.choice((chance.randrange(0x250), chance.randrange(0x110000))))
        for _ in range(chance.randint(1, 60))
    ]
    return "".join(told)


def _operators(chance: random.Random) -> str:
    told = [
        chance.choice((*_WORDS, *_SIGNS, _syllable(chance)))
        for _ in range(chance.randint(1, 12))
    ]
    return chance.choice(("", " ")).join(told)


def _quotes(chance: random.Random) -> str:
    told = [
        chance.choice(("", "-"))
        + '"'
        + _syllables(chance)
        + chance.choice(('"', "", "”"))
        for _ in range(chance.randint(1, 4))
    ]
    return " ".join(told)


def _numbers(chance: random.Random) -> str:
    told = [
        chance.choice(
            (
                f"{chance.randint(0, 99999)}/UBND-VP",
                f"DDN-{chance.randint(2014, 2027)}-{chance.randint(0, 30000):06}",
                f"{chance.randint(0, 40)}/{chance.randint(0, 14)}/2019",
                f"0{chance.randint(0, 10**9)}",
                f"72A-{chance.randint(0, 999)}.{chance.randint(0, 99)}",
                f"km{chance.randint(0, 400)}+{chance.randint(0, 999)}",
                f"ql{chance.randint(0, 99)}",
                str(chance.randint(0, 10 ** chance.randint(1, 60))),
            )
        )
        for _ in range(chance.randint(1, 5))
    ]
    return " ".join(told)


def _pieces(chance: random.Random) -> str:
    return chance.choice(("", " ")).join(
        chance.choices(PIECES, k=chance.randint(1, 12))
    )


def _prefixes(chance: random.Random) -> str:
    told = [
        plain(_syllable(chance))[: chance.randint(1, 4)] + "*"
        for _ in range(chance.randint(1, 10))
    ]
    return " ".join(told)


def _long(chance: random.Random) -> str:
    return " ".join(_syllables(chance) for _ in range(chance.randint(5, 60)))


def _run_of(sentences: list[str]) -> Make:
    def run(chance: random.Random) -> str:
        words = chance.choice(sentences).split()
        start = chance.randrange(len(words))
        told = " ".join(words[start : start + chance.randint(1, 26)])
        return chance.choice((str, str.upper, plain))(told)

    return run


_KINDS: Final[tuple[Make, ...]] = (
    _syllables, _telex, _characters, _operators, _quotes, _numbers, _pieces,
    _prefixes, _long,
)  # fmt: skip
