"""What the log calls an event, in the moderator's language."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

EVENTS: dict[str, Callable[[], str]] = {
    "block_added": lambda: _("Sender blocked"),
    "block_lifted": lambda: _("Block lifted"),
    "brake_ended": lambda: _("Brake ended by itself"),
    "brake_lifted": lambda: _("Brake lifted"),
    "brake_set": lambda: _("Brake set"),
    "canned_added": lambda: _("Text at hand added"),
    "canned_changed": lambda: _("Text at hand changed"),
    "canned_removed": lambda: _("Text at hand removed"),
    "claim_taken_over": lambda: _("Card taken over"),
    "comment_edit_refused": lambda: _("Author’s change refused by a rule"),
    "comment_edited": lambda: _("Comment edited"),
    "comment_edited_by_author": lambda: _("Comment changed by its author"),
    "comment_erased": lambda: _("Comment erased by its author"),
    "correction_handed": lambda: _("Correction handed to an editor"),
    "correction_let_go": lambda: _("Correction handed to nobody"),
    "correction_sorted": lambda: _("Correction sorted"),
    "correction_changed": lambda: _("Mistake gone, text changed otherwise"),
    "correction_fixed": lambda: _("Mistake fixed"),
    "correction_gone": lambda: _("Page or passage gone"),
    "correction_reopened": lambda: _("Mistake on the page again"),
    "deactivated": lambda: _("Account shut"),
    "dictionary_word_added": lambda: _("Word added to the dictionary"),
    "dictionary_word_removed": lambda: _("Word removed from the dictionary"),
    "edit_undone": lambda: _("Edit undone"),
    "evidence_kept": lambda: _("Kept as evidence"),
    "evidence_released": lambda: _("Evidence released"),
    "feeds_ended": lambda: _("Addresses of feeds ended"),
    "feeds_renewed": lambda: _("New addresses of feeds made"),
    "handing_rule_added": lambda: _("Editor named for pages"),
    "handing_rule_removed": lambda: _("Editor no longer named for pages"),
    "hosts_changed": lambda: _("Hosts changed"),
    "house_answer_added": lambda: _("House answer added"),
    "house_answer_changed": lambda: _("House answer changed"),
    "house_answer_retired": lambda: _("House answer retired"),
    "house_rules_changed": lambda: _("House rules changed"),
    "invitation_accepted": lambda: _("Invitation accepted"),
    "invitation_taken_back": lambda: _("Invitation taken back"),
    "invited": lambda: _("Person invited"),
    "note_added": lambda: _("Note added"),
    "note_removed": lambda: _("Note removed"),
    "notice_decided": lambda: _("Notice decided"),
    "notice_received": lambda: _("Notice received"),
    "outcome_told": lambda: _("A program said what became of a correction"),
    "owner_made": lambda: _("Made an owner"),
    "page_closed": lambda: _("Page closed"),
    "page_reopened": lambda: _("Page opened again"),
    "passed": lambda: _("Card passed on"),
    "passing_taken_back": lambda: _("Passing taken back"),
    "passkey_added": lambda: _("Passkey added"),
    "passkey_removed": lambda: _("Passkey removed"),
    "password_changed": lambda: _("Password changed"),
    "password_link_made": lambda: _("Link for a new password made"),
    "password_reset": lambda: _("Password reset"),
    "policy_changed": lambda: _("Policy changed"),
    "pulled_back": lambda: _("Pulled back into the queue"),
    "recovery_code_used": lambda: _("Recovery code used"),
    "replacement_changed": lambda: _("Correction worded anew"),
    "report_erased": lambda: _("Spelling report erased by its reader"),
    "role_changed": lambda: _("Role changed"),
    "role_given": lambda: _("Role given"),
    "role_taken": lambda: _("Role taken away"),
    "rule_added": lambda: _("Rule added"),
    "rule_changed": lambda: _("Rule changed"),
    "rule_removed": lambda: _("Rule removed"),
    "rule_switched_off": lambda: _("Rule switched off"),
    "rule_switched_on": lambda: _("Rule switched on"),
    "second_factor_added": lambda: _("Second step set up"),
    "second_factor_failed": lambda: _("Second step failed"),
    "second_factor_removed": lambda: _("Second step removed"),
    "sign_in_failed": lambda: _("Sign-in failed"),
    "sign_ins_ended": lambda: _("Signed out elsewhere"),
    "signed_in": lambda: _("Sign-in"),
    "signed_out": lambda: _("Signed out"),
    "site_added": lambda: _("Site added"),
    "site_renamed": lambda: _("Site renamed"),
    "texts_erased": lambda: _("Old texts erased"),
    "token_added": lambda: _("Token added"),
    "token_revoked": lambda: _("Token revoked"),
    "trust_changed": lambda: _("Trust changed"),
    "typo_merged": lambda: _("Cards of one mistake merged"),
    "typo_split": lambda: _("Card taken apart"),
}

# Who it was where nobody was signed in; of all else the server's own commands.
NOBODY: dict[str, Callable[[], str]] = {
    "brake_ended": lambda: _("by itself"),
    "comment_edit_refused": lambda: _("by a rule"),
    "comment_edited_by_author": lambda: _("by its author"),
    "comment_erased": lambda: _("by its author"),
    "correction_changed": lambda: _("seen on the page"),
    "correction_fixed": lambda: _("seen on the page"),
    "correction_gone": lambda: _("seen on the page"),
    "correction_reopened": lambda: _("seen on the page"),
    "evidence_released": lambda: _("by an undo"),
    "notice_decided": lambda: _("by its author"),
    "notice_received": lambda: _("by a reader"),
    "report_erased": lambda: _("by a reader"),
    "second_factor_failed": lambda: _("not signed in"),
    "sign_in_failed": lambda: _("not signed in"),
    "texts_erased": lambda: _("by the clock"),
}

# How the names of events begin, and what that is about: the filter of the page.
ABOUT: dict[str, Callable[[], str]] = {
    "rule": lambda: _("Rules"),
    "brake": lambda: _("The brake"),
    "comment": lambda: _("Edits"),
    "correction": lambda: _("Corrections"),
    "role": lambda: _("Roles"),
    "block": lambda: _("Blocks"),
    "sign": lambda: _("Sign-ins"),
    "notice": lambda: _("Notices"),
    "policy": lambda: _("Policy"),
    "webhook_added": lambda: _("Webhook added"),
    "webhook_started": lambda: _("Webhook called again"),
    "webhook_stopped": lambda: _("Webhook stopped"),
}


def event_text(name: str) -> str:
    """An event in a few words; one that is not known here is shown as it is stored."""
    words = EVENTS.get(name)
    return words() if words else name.replace("_", " ")


def nobody_text(name: str) -> str:
    """Whose doing an event was when no moderator is named."""
    words = NOBODY.get(name)
    return words() if words else str(_("on the server"))
