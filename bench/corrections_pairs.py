"""Wrong sentences and right ones: from the collection MODERATION_CORPORA names, or made up here."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from moderation.text.contexts import common

MADE_UP = 600  # of each language

# Words that make up sentences, read off a page: the mistakes are put into them afterwards.
_WORDS = {
    lang: words.split()
    for lang, words in {
        "en": """
            the new bridge across river was opened by mayor after long delay and many
            residents came to watch while children played near old harbour where fishing
            boats usually wait for tide because weather had changed quickly some
            visitors left early but music went on until evening market sellers offered
            bread honey apples warm clothes several speakers thanked engineers who
            worked through winter without rest local newspaper printed special edition
        """,
        "ru": """
            новый мост через реку открыл мэр после долгой задержки и многие жители
            пришли посмотреть пока дети играли возле старой гавани где обычно ждут
            прилива рыбацкие лодки потому что погода быстро изменилась некоторые гости
            ушли рано но музыка звучала до вечера торговцы на рынке предлагали хлеб мёд
            яблоки тёплую одежду несколько ораторов поблагодарили инженеров которые
            работали зимой без отдыха местная газета напечатала особый выпуск
        """,
        "zh": """
            新的 大桥 昨天 正式 通车 市长 出席 仪式 很多 居民 前来 观看
            孩子们 在 旧 港口 旁边 玩耍 渔船 通常 在那里 等待 潮水 因为 天气
            很快 改变 一些 游客 提前 离开 但是 音乐 一直 持续 到 晚上 市场
            商贩 出售 面包 蜂蜜 苹果 和 冬衣 几位 发言人 感谢 工程师 整个
            冬天 没有 休息 当地 报纸 印刷 特刊
        """,
    }.items()
}
_LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщыэюя",
    "zh": "的地得做作在再",
}


@dataclass(frozen=True)
class Pair:
    """A sentence with a mistake and without it, and the words a reader would select and write."""

    wrong: str
    right: str
    start: int  # of the selection in the wrong sentence
    end: int
    replacement: str

    @property
    def exact(self) -> str:
        """What is selected."""
        return self.wrong[self.start : self.end]


def pairs() -> Iterator[tuple[str, list[Pair]]]:
    """Those made up here, then those of the collection, if there is one."""
    yield "made up", [pair for lang in _WORDS for pair in _made_up(lang, random.Random(lang))]
    folder = os.environ.get("MODERATION_CORPORA")
    collection = Path(folder, "typos.jsonl") if folder else None
    if collection and collection.exists():
        with collection.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        yield "collection", [pair for row in rows for pair in _of_row(row)]


def _of_row(row: dict[str, str]) -> list[Pair]:
    """The selection as it was recorded, where that is one; else the smallest."""
    wrong, right = row["sentence_wrong"].strip(), row["sentence_right"].strip()
    if wrong == right or not right:
        return []
    smallest = selected(wrong, right)
    exact, replacement = row["wrong"].strip(), row["right"].strip()
    at = wrong.find(exact) if exact and replacement else -1
    while at >= 0:
        if wrong[:at] + replacement + wrong[at + len(exact) :] == right:
            given = Pair(wrong, right, at, at + len(exact), replacement)
            return [given] if given == smallest else [given, smallest]
        at = wrong.find(exact, at + 1)
    return [smallest]


def selected(wrong: str, right: str) -> Pair:
    """The smallest run of whole words in which the two differ."""
    head = common(wrong, right)
    tail = common(wrong[head:][::-1], right[head:][::-1])
    start, end, stop = head, len(wrong) - tail, len(right) - tail
    while start and not (wrong[start - 1].isspace() and wrong[start:end].strip()):
        if (
            _is_ideograph(wrong[start - 1])
            and wrong[start:end].strip()
            and right[start:stop].strip()
        ):
            break
        start -= 1
    while end < len(wrong) and not wrong[end].isspace() and not _is_ideograph(wrong[end]):
        end, stop = end + 1, stop + 1
    if start in {end, stop}:
        end, stop = end + 1, stop + 1
    return Pair(wrong, right, start, end, right[start:stop])


def _is_ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _made_up(lang: str, rng: random.Random) -> list[Pair]:
    made: list[Pair] = []
    while len(made) < MADE_UP:
        right = _sentence(lang, rng)
        wrong = rng.choice(_MISTAKES)(right, _LETTERS[lang], rng)
        if wrong.strip() and wrong != right:
            made.append(selected(wrong, right))
    return made


def _sentence(lang: str, rng: random.Random) -> str:
    words = rng.choices(_WORDS[lang], k=rng.randrange(4, 22))
    gap, comma, stop = ("", "，", "。") if lang == "zh" else (" ", ", ", ". "[:1])
    if rng.random() < 0.3:
        words[1:3] = [
            f"«{words[1]}{gap}{words[2]}»" if lang == "ru" else f"“{words[1]}{gap}{words[2]}”"
        ]
    if rng.random() < 0.2:
        words.insert(2, "—")
    cut = rng.randrange(2, len(words)) if rng.random() < 0.6 else 0
    text = gap.join(words[:cut]) + comma * bool(cut) + gap.join(words[cut:])
    return text[0].upper() + text[1:] + stop


Mistake = Callable[[str, str, random.Random], str]


def _letter(text: str, letters: str, rng: random.Random) -> str:
    at = rng.choice([index for index, char in enumerate(text) if char.isalpha()])
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] * 2 + text[at + 1 :]
    if kind == 2:
        return text[:at] + rng.choice(letters) + text[at + 1 :]
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _word(text: str, _letters: str, rng: random.Random) -> str:
    words = text.split(" ")
    at = rng.randrange(len(words))
    again = words[: at + 1] + words[at:]
    return " ".join(rng.choice([again, words[:at] + words[at + 1 :]]))


def _sign(text: str, _letters: str, rng: random.Random) -> str:
    signs = [index for index, char in enumerate(text) if not char.isalnum()]
    at = rng.choice(signs)
    other = {"«": '"', "»": '"', "“": '"', "”": '"', "—": "-", " ": "", ",": "", "，": ""}
    return text[:at] + other.get(text[at], ",") + text[at + 1 :]


def _case(text: str, _letters: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at:].swapcase()[:1] + text[at + 1 :]


_MISTAKES: tuple[Mistake, ...] = (_letter, _letter, _letter, _word, _sign, _case)
