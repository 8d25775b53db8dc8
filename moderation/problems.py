"""What is said of a field that cannot be taken as it is."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

Words = Callable[..., str]

PROBLEMS: dict[str, Words] = {
    "comment_empty": lambda: _("Write something first."),
    "comment_too_long": lambda length, limit: _(
        "The comment is too long: %(length)s of %(limit)s characters.", length=length, limit=limit
    ),
    "selection_empty": lambda: _("Select the text with the mistake first."),
    "selection_too_long": lambda length, limit: _(
        "The selected text is too long: %(length)s of %(limit)s characters."
        " Select a word or a phrase.",
        length=length,
        limit=limit,
    ),
    "answered": lambda text: text,
    "translated_page": lambda: _(
        "This page is shown in your browser’s translation. Please switch to the original first."
    ),
    "suggestion_same": lambda: _("The suggestion is the same as the selected text."),
    "too_long": lambda length, limit: _(
        "Too long: %(length)s of %(limit)s characters.", length=length, limit=limit
    ),
    "invalid_text": lambda: _("This text has characters that cannot be stored."),
    "invalid_url": lambda **_length: _("This address is not a page of the site."),
    "invalid_email": lambda: _("This is not an e-mail address."),
    "invalid_host": lambda: _("This is not a host, such as news.example or 127.0.0.1:8000."),
    "invalid_setting": lambda: _("This value cannot be read. Look at the note beside the field."),
    "invalid_key": lambda: _("Small letters, digits, - and _, at least two of them."),
    "invalid_parent": lambda: _("The comment you reply to is no longer public."),
    "kept_as_evidence": lambda: _("This is kept as evidence: its text stays as it is."),
    "no_address": lambda: _("This is not a web address."),
    "not_encrypted": lambda: _("The address must begin with https://."),
    "not_text": lambda: _("This must be text."),
    "not_ascii": lambda: _("Only printable ASCII characters without spaces."),
    "not_a_number": lambda: _("This must be a whole number."),
    "not_a_list": lambda: _("This must be a list."),
    "too_many": lambda number, most: _(
        "Too many at once: %(number)s of %(most)s.", number=number, most=most
    ),
    "not_a_tick": lambda: _("This must be yes or no."),
    "consent_missing": lambda: _("Please agree to the house rules first."),
    "required": lambda: _("This is needed."),
    "flag_reason_missing": lambda: _("Say what is wrong: choose one."),
    "flag_words_missing": lambda: _("“Something else” needs your own words."),
    "explanation_missing": lambda: _("Say why it is illegal."),
    "appeal_empty": lambda: _("Say why it should be decided otherwise."),
    "ground_missing": lambda: _("Choose what the decision rests on."),
    "provision_missing": lambda: _("Name the law or the rule."),
    "statement_missing": lambda: _("Write down the facts: the author reads them."),
    "good_faith_missing": lambda: _("Please confirm that what you say is true to your knowledge."),
    "answer_missing": lambda: _("Say why: the next reader reads it."),
    "not_a_word": lambda: _("One word, please: letters only."),
    "reason_required": lambda: _("This site asks for a reason."),
    "not_a_choice": lambda: _("This is not one of the choices."),
    "nothing_left": lambda: _("Leave at least one reader on the card."),
    "taken": lambda: _("This is taken already."),
    "not_in_range": lambda least, most: _(
        "A whole number from %(least)s to %(most)s.", least=least, most=most
    ),
    "not_a_past_moment": lambda: _("A day and a time that is over, such as 2026-11-21T14:00."),
    "not_a_time": lambda: _("A time of day, such as 22:30."),
    "password_short": lambda length, limit: _(
        "At least %(limit)s characters, please; these are %(length)s.", length=length, limit=limit
    ),
    "password_easy": lambda: _(
        "This is easy to guess: common words, rows of keys, repetitions, or your own address."
    ),
    "rule_shows_nothing": lambda: _("There is nothing in this that a reader could see."),
    "rule_one_word": lambda: _("This is more than one word: choose “phrase”."),
    "rule_one_letter": lambda: _("A single letter is in nearly every text."),
    "rule_bad_host": lambda: _("This is not a host, such as casino.example or t.me/channel."),
    "pattern_bad": lambda position, near: _(
        "This pattern cannot be read, at character %(position)s: %(near)s",
        position=position,
        near=near,
    ),
    "pattern_lookaround": lambda position: _(
        "Looking ahead or behind (character %(position)s) is not possible here:"
        " it can make a pattern endlessly slow. Use exceptions instead.",
        position=position,
    ),
    "pattern_backreference": lambda position: _(
        "Referring back to a group (character %(position)s) is not possible here:"
        " it can make a pattern endlessly slow.",
        position=position,
    ),
    "pattern_edge": lambda position: _(
        "The edge of a word (character %(position)s) can stand only at the beginning"
        " or at the end of a pattern.",
        position=position,
    ),
    "pattern_of_nothing": lambda: _("This pattern also matches nothing, so it catches every text."),
    "pattern_too_large": lambda: _("This pattern is too large: repeat less."),
    "not_a_letter": lambda: _("One letter from a to z."),
    "letter_taken": lambda letter: _("%(letter)s does something else already.", letter=letter),
    "not_languages": lambda: _("Short names of languages, such as en, ru, zh."),
    "password_differs": lambda: _("The two passwords are not the same."),
    "last_owner": lambda: _("This is the last owner; without one nobody could make sites."),
}
