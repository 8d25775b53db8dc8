"""What is one word, such as a dictionary may hold."""

import re

LONGEST = 40  # letters of a word that a dictionary is asked about

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def is_word(text: str) -> bool:
    """Whether a text is one word of letters, with hyphens and apostrophes inside it."""
    return len(text) <= LONGEST and _WORD.fullmatch(text) is not None
