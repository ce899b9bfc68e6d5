"""Pinyin of people's names and of terms.

Names are read character by character with the readings that surnames have (曾 zeng, 单 shan, 尉迟 yu chi),
because the surname is the place where the usual reading is wrong most often. Terms and places are read in
context (重庆 cq) where that matters.
"""

import re
from functools import lru_cache

from zhijiao.kit import syllables

# Surnames read unlike the character's usual reading.
_SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "朴": "piao",
    "盖": "ge",
    "区": "ou",
    "翟": "zhai",
    "乐": "yue",
    "覃": "qin",
    "缪": "miao",
    "召": "shao",
    "员": "yun",
    "黑": "he",
    "秘": "bi",
    "繁": "po",
    "洗": "xian",
    "折": "she",
    "祭": "zhai",
    "郇": "xun",
    "隗": "wei",
    "种": "chong",
    "能": "nai",
    "都": "du",
    "佴": "nai",
    "薄": "bo",
    "粘": "nian",
    "适": "kuo",
    "卜": "bu",
    "阚": "kan",
}
# Characters read otherwise in given names than alone.
_GIVEN = {"晟": "sheng", "珩": "heng"}
_ODD_COMPOUNDS = {
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "单于": "chan yu",
    "澹台": "tan tai",
    "乐正": "yue zheng",
}
# Compound surnames with the usual reading, two characters each.
_LISTED = (
    "欧阳司马上官诸葛东方皇甫令狐慕容司徒司空夏侯长孙宇文轩辕公孙仲孙钟离鲜于亓官"
    "呼延赫连宗政濮阳淳于太叔申屠独孤南宫闻人拓跋拓拔颛孙端木百里公冶公羊羊舌"
    "梁丘左丘西门东郭南门纳兰完颜耶律叶赫段干谷梁第五"
)
REGULAR_COMPOUNDS = frozenset(_LISTED[start : start + 2] for start in range(0, len(_LISTED), 2))
_HAN = "\u3400-\u9fff\U00020000-\U0003134f"
_HAN_START = re.compile(rf"[{_HAN}]")
_HAN_ONLY = re.compile(rf"[{_HAN}]*")
_NAME_PIECES = re.compile(rf"[{_HAN}]|[A-Za-z]+|[0-9]")
_TERM_PIECES = re.compile(rf"[{_HAN}]+|[A-Za-z0-9]+")


def initials(name: str) -> str:
    """First letters of a person's name, lower case: "wll" for 魏朗朗, "ma" for Mary Ann."""
    surname, read = _split(name)
    letters = "".join([syllable[0] for syllable in read.split()]) if " " in read else read[:1]
    given = name[len(surname) :]
    return letters + "".join(
        map(_initial, given if _HAN_ONLY.fullmatch(given) else _NAME_PIECES.findall(given))
    )


def full(name: str) -> str:
    """A person's name in pinyin, surname first: "Wei Langlang"; names not in Chinese stay as they are."""
    surname, read = _split(name)
    if not surname:
        return name
    given = "".join(_reading(piece) for piece in _NAME_PIECES.findall(name[len(surname) :]))
    return f"{read.replace(' ', '').capitalize()} {given.capitalize()}".strip()


@lru_cache(maxsize=20_000)
def term_initials(text: str) -> str:
    """First letters of a term or place: "cqs" for 重庆市; Latin words and digits stay whole."""
    letters = []
    for piece in _TERM_PIECES.findall(text):
        if _HAN_START.match(piece):
            letters += [syllable[0] for syllable in syllables.of_term(piece, letters=True)]
        else:
            letters.append(piece)
    return "".join(letters).lower()


@lru_cache(maxsize=20_000)
def term_full(text: str) -> str:
    """A term or place in pinyin without blanks: "xueshengxinxi" for 学生信息; Latin words and digits stay."""
    pieces = _TERM_PIECES.findall(text)
    return "".join(
        "".join(syllables.of_term(piece)) if _HAN_START.match(piece) else piece for piece in pieces
    ).lower()


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """All readings of a character with their tones, the usual one first: "chang2", "zhang3" for 长.

    Nothing for what is no Chinese character.
    """
    if not _HAN_START.match(character):
        return ()
    syllables.library()
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.TONE3, heteronym=True, errors="ignore", neutral_tone_with_five=True)
    return tuple(reading for each in found for reading in each)


def _split(name: str) -> tuple[str, str]:
    """A Chinese name's surname and its syllables separated by blanks; two empty texts for other names."""
    if len(name) > 2 and (compound := _compound(name[:2])):
        return name[:2], compound
    if not _HAN_START.match(name):
        return "", ""
    return name[0], _SURNAMES.get(name[0]) or _reading(name[0])


def _compound(start: str) -> str:
    """Syllables of a compound surname; empty if the two characters are none."""
    return _ODD_COMPOUNDS.get(start) or (
        " ".join(syllables.of_term(start)).replace("v", "ü") if start in REGULAR_COMPOUNDS else ""
    )


@lru_cache(maxsize=30_000)
def _reading(piece: str) -> str:
    """The usual reading of one character; anything else as it is."""
    if not _HAN_START.match(piece):
        return piece
    return _GIVEN.get(piece) or syllables.of_character(piece).replace("v", "ü")


@lru_cache(maxsize=30_000)
def _initial(piece: str) -> str:
    """First letter of a character's usual reading, of a Latin word, or a digit."""
    return _reading(piece)[0].lower()
