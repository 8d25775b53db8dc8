"""One way to read what readers object to and what authors say of their own, form or JSON."""

from __future__ import annotations

from collections.abc import Mapping

from moderation.drafts.fields import Reader, read_sender
from moderation.drafts.limits import LIMITS, Limits
from moderation.drafts.types import FlagDraft, NoticeDraft
from moderation.errors import Errors
from moderation.text.identity import is_blank

FLAG_REASONS = ("spam", "insult", "off_topic", "personal_data", "illegal", "other")
IN_OWN_WORDS = "other"  # says nothing without them


def parse_flag(fields: Mapping[str, object]) -> FlagDraft | Errors:
    """A flag, or what is wrong with it."""
    reader = Reader(fields)
    reason = reader.text("reason", LIMITS.key)
    if "reason" not in reader.errors and reason not in FLAG_REASONS:
        reader.refuse("reason", "not_a_choice" if reason else "flag_reason_missing")
    words = reader.text("words", LIMITS.reason)
    if reason == IN_OWN_WORDS and "words" not in reader.errors and is_blank(words):
        reader.refuse("words", "flag_words_missing")
    draft = FlagDraft(
        comment_id=reader.whole("id") or 0,
        sender=read_sender(reader),
        reason=reason,
        words="" if is_blank(words) else words,
    )
    return reader.errors or draft


def parse_notice(fields: Mapping[str, object]) -> NoticeDraft | Errors:
    """A notice of illegal content, or what is wrong with it.

    Name and address are asked for but may be left out, as they may for some offences
    (Regulation (EU) 2022/2065, article 16(2)(c)).
    """
    reader = Reader(fields)
    explanation = needed(reader, "explanation", LIMITS.notice, "explanation_missing")
    good_faith = reader.tick("good_faith")
    if "good_faith" not in reader.errors and not good_faith:
        reader.refuse("good_faith", "good_faith_missing")
    draft = NoticeDraft(
        comment_id=reader.whole("id") or 0,
        sender=read_sender(reader),
        explanation=explanation,
        law=reader.line("law", LIMITS.title),
        good_faith=good_faith,
    )
    return reader.errors or draft


def parse_edit(fields: Mapping[str, object], limits: Limits = LIMITS) -> str | Errors:
    """The text that an author wants in place of the old one."""
    reader = Reader(fields)
    source = reader.text("source", limits.comment, too_long="comment_too_long")
    if "source" not in reader.errors and is_blank(source):
        reader.refuse("source", "comment_empty")
    return reader.errors or source


def parse_appeal(fields: Mapping[str, object]) -> str | Errors:
    """Why an author wants a decision looked at again."""
    reader = Reader(fields)
    text = needed(reader, "text", LIMITS.reason, "appeal_empty")
    return reader.errors or text


def needed(reader: Reader, name: str, limit: int, missing: str) -> str:
    """The text of a field that may not be empty; ``missing``: what is said when it is."""
    text = reader.text(name, limit)
    if name not in reader.errors and is_blank(text):
        reader.refuse(name, missing)
    return text
