"""How Word writes the number of a heading, a caption or a page: 一, 第十二, IV, ①, 甲.

The formats are those of `w:numFmt` (ISO/IEC 29500-1, 17.18.59); a field's `\\*` switch names the same ones by
other names. Above 99 `chineseCounting` writes digits (一○一), `chineseCountingThousand` counts (一百〇一), as
Microsoft's own tools do. A format that is not known here writes 1, 2, 3.
"""

from __future__ import annotations

from collections.abc import Callable

# The number formats of fields that have one in lists: ISO/IEC 29500-1, 17.16.4.3.1.
_BY_SWITCH = {
    "ARABIC": "decimal",
    "ROMAN": "upperRoman",
    "roman": "lowerRoman",
    "ALPHABETIC": "upperLetter",
    "alphabetic": "lowerLetter",
    "ARABICDASH": "numberInDash",
    "CHINESENUM1": "chineseCounting",
    "CHINESENUM2": "chineseLegalSimplified",
    "CHINESENUM3": "chineseCountingThousand",
    "CIRCLENUM": "decimalEnclosedCircle",
    "DBCHAR": "decimalFullWidth",
    "SBCHAR": "decimal",
    "DBNUM1": "ideographDigital",
    "DBNUM2": "japaneseCounting",
    "KANJINUM1": "ideographDigital",
    "KANJINUM2": "japaneseCounting",
    "GB1": "decimalEnclosedFullstop",
    "GB2": "decimalEnclosedParen",
    "GB3": "decimalEnclosedCircleChinese",
    "GB4": "ideographEnclosedCircle",
    "ORDINAL": "ordinal",
    "ZODIAC1": "ideographTraditional",
    "ZODIAC2": "ideographZodiac",
    "ZODIAC3": "ideographZodiacTraditional",
}
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_HIGHEST, _HIGHEST_LETTER = 32_767, 780  # where Word stops
_UNITS = ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"))
_LEGAL_UNITS = ((10_000, "万"), (1_000, "仟"), (100, "佰"), (10, "拾"))


def numeral(number: int, style: str) -> str:
    """Return `number` as the format `style` of `w:numFmt` writes it; `bullet` and `none` write nothing."""
    writer = _WRITERS.get(style)
    return str(number) if writer is None or not 0 <= number <= _HIGHEST else writer(number)


def style_of_switch(switches: tuple[str, ...]) -> str:
    """Return the format that a field's `\\*` switches name: the first that is about numbers, else `decimal`."""
    for switch in switches:
        if found := _BY_SWITCH.get(switch) or _BY_SWITCH.get(switch.upper()):
            return "lower" + found[5:] if switch.islower() and found.startswith("upper") else found
    return "decimal"


def _counted(number: int, digits: str, units: tuple[tuple[int, str], ...], *, one: bool) -> str:
    """Return a number read aloud; `one` says whether 10 is 一十 rather than 十."""
    for unit, name in units:
        if number >= unit:
            head, rest = divmod(number, unit)
            leading = "" if head == 1 and unit == 10 and not one else _counted(head, digits, units, one=True)
            gap = digits[0] if 0 < rest < unit // 10 else ""
            return leading + name + gap + (_counted(rest, digits, units, one=True) if rest else "")
    return digits[number]


def _counting_thousand(number: int) -> str:
    return _counted(number, _DIGITS, _UNITS, one=False)


def _counting(number: int) -> str:
    return _counting_thousand(number) if 0 < number < 100 else _digits(number).replace("〇", "○")


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _japanese(number: int) -> str:
    """Japanese counting names no single 百 or 千 and no zeros: 百一."""
    for unit, name in _UNITS:
        if number >= unit:
            head, rest = divmod(number, unit)
            leading = "" if head == 1 and unit < 10_000 else _japanese(head)
            return leading + name + (_japanese(rest) if rest else "")
    return _DIGITS[number]


def _legal(number: int) -> str:
    return _counted(number, _LEGAL, _LEGAL_UNITS, one=True)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(number: int) -> str:
    """A … Z, AA, BB …, as Word counts on."""
    if not 0 < number <= _HIGHEST_LETTER:
        return str(number) if number else ""
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _ordinal(number: int) -> str:
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _enclosed(first: int, most: int) -> Callable[[int], str]:
    """Return the writer of one-character numbers that begin at code point `first`."""
    return lambda number: chr(first + number - 1) if 0 < number <= most else str(number)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)] if number else ""


def _zodiac(number: int) -> str:
    return _cycle(_STEMS)(number) + _cycle(_BRANCHES)(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "bullet": lambda _: "",
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _counting_thousand,
    "taiwaneseCountingThousand": _counting_thousand,
    "japaneseCounting": _japanese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": lambda number: _digits(number).replace("〇", "○"),
    "chineseLegalSimplified": _legal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _zodiac,
    "ideographEnclosedCircle": _enclosed(0x3220, 10),
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
}
