"""The map names every letter of the desk, and no letter is pressed that it does not name."""

import re
from pathlib import Path

import moderation
from moderation.drafts.preferences import KEYS
from moderation.wording import KEY_MEANINGS

DESK = Path(moderation.__file__).parent / "templates"
MAP = (DESK / "dashboard" / "_key_list.html").read_text(encoding="utf-8")


def test_the_map_names_every_letter() -> None:
    assert {key for key in KEYS.values() if f'"{key}"' not in MAP} == set()
    assert KEY_MEANINGS.keys() == KEYS.keys()


def test_every_letter_that_is_pressed_can_be_ones_own() -> None:
    pages = [each.read_text(encoding="utf-8") for each in DESK.rglob("*.html")]
    carried = {key for page in pages for key in re.findall(r'data-key="([a-z])"', page)}
    assert carried <= set(KEYS.values())
    assert len(set(KEYS.values())) == len(KEYS)
