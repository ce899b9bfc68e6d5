"""Write the tables of `zhijiao.kit.syllables` anew: after a code table, a form or the library has changed.
Run it as `python tools/pinyin_tables.py`.
"""

import os
import re
from collections.abc import Iterator

TERM = re.compile("[\u3400-\u9fff\U00020000-\U0003134f]+")


def characters() -> str:
    """A line per syllable: the characters of the basic block usually read so, with one reading and with several."""
    from pypinyin import Style, pinyin

    from zhijiao.kit.syllables import library

    read: dict[str, tuple[list[str], list[str]]] = {}
    for character in map(chr, range(0x4E00, 0xA000)):
        usual = library()(character)[0]
        every = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
        if usual.isascii():  # the library knows it
            read.setdefault(usual, ([], []))[len(every) > 1].append(character)
    return "".join(
        f"{usual}\t{''.join(one)}\t{''.join(more)}\n" for usual, (one, more) in sorted(read.items())
    )


def terms() -> str:
    """A line per term with a character of several readings."""
    from zhijiao.kit.syllables import library

    usual, single = {}, set()
    for line in characters().splitlines():
        syllable, one, more = line.split("\t")
        usual |= dict.fromkeys(one + more, syllable)
        single |= set(one)
    lines = []
    for term in sorted({piece for text in vocabulary() for piece in TERM.findall(text)}):
        if not single.issuperset(term):
            read = library()(term)
            as_usual = read == [usual.get(character) for character in term]
            lines.append(term if as_usual else f"{term}\t{' '.join(read)}")
    return "".join(f"{line}\n" for line in lines)


def vocabulary() -> Iterator[str]:
    """What the program calls things: codes, modules, forms and their items; surnames of two characters."""
    from zhijiao.catalogue import matrix, tables
    from zhijiao.filing.schema import registry
    from zhijiao.kit.pinyin import REGULAR_COMPOUNDS

    yield from REGULAR_COMPOUNDS
    for key in tables.all_keys():
        yield from (entry.name for entry in tables.table(key).entries.values())
    for place in matrix.places():
        yield from place.path
    for form in registry.forms().values():
        yield form.label
        yield from (column.label for column in getattr(form, "columns", {}).values())


def main() -> None:
    """Write both files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijiao.config.testing")
    import django

    django.setup()
    from zhijiao.kit.syllables import FOLDER

    (FOLDER / "characters.txt").write_text(characters(), "utf-8")
    (FOLDER / "terms.txt").write_text(terms(), "utf-8")


if __name__ == "__main__":
    main()
