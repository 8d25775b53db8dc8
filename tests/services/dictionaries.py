"""Small dictionaries of Hunspell's kind, for tests."""

from collections.abc import Iterable
from pathlib import Path

AFFIXES = {
    "en_US": "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz'\nWORDCHARS '\nSFX S Y 1\nSFX S 0 s .\n",
    "ru_RU": "SET KOI8-R\nTRY оаитенрсвйлпкьыяудмзшбчгщюжцёхфэъ\nSFX Ж Y 1\nSFX Ж ь ью ь\n",
}
WORDS = {
    "en_US": ["transfer/S", "the", "their", "there", "don't", "centre", "bridge"],
    "ru_RU": ["корова", "сеть/Ж", "что-то", "молоко", "мягких"],
}
CODES = {"en_US": "utf-8", "ru_RU": "koi8-r"}


def write_dictionaries(folder: Path, names: Iterable[str] = ("en_US", "ru_RU")) -> Path:
    """A folder with these dictionaries; one that is not known has no words."""
    for name in names:
        words, code = WORDS.get(name, ["x"]), CODES.get(name, "utf-8")
        listed = "\n".join([str(len(words)), *words])
        (folder / f"{name}.aff").write_text(AFFIXES.get(name, "SET UTF-8\n"), code)
        (folder / f"{name}.dic").write_text(f"{listed}\n", code)
    return folder
