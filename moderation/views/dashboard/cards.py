"""Showing one card, whatever has just been done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from moderation.models import Comment
from moderation.queries.cards import find_card, history
from moderation.queries.edits import edits_of
from moderation.queries.glances import own_cards
from moderation.queries.settled import answered_about
from moderation.views.filters import CORRECTION_NAMES, NAMES
from moderation.views.http import current_moderator, wants_fragment

SITTING = ("sat", "turn", "skipped")  # in deal mode
PLACE = (*dict.fromkeys((*NAMES, *CORRECTION_NAMES)), "view", "after", "alone", *SITTING)


def place_of(args: Mapping[str, str]) -> dict[str, str]:
    """Where on the desk the moderator is: it travels with each form and leads back."""
    return {name: args[name] for name in PLACE if args.get(name)}


def pile_of(at: Mapping[str, str]) -> str:
    """The pile that a card is shown in; a card alone is in none."""
    return "" if "alone" in at else at.get("pile") or at.get("status", "waiting")


def card_fragment(submission_id: int, **more: object) -> str:
    """A card as HTML; ``more``: ``note``, ``conflict``, ``problem`` to show on it."""
    moderator = current_moderator()
    at = place_of(request.args)
    return render_template(
        "dashboard/_one_card.html",
        card=find_card(submission_id, moderator=moderator),
        at=at,
        pile=pile_of(at),
        me=moderator.id,
        **more,
    )


def cards_fragment(ids: Sequence[int], **more: object) -> str:
    """The cards of those of these that the moderator may see, as HTML."""
    moderator = current_moderator()
    at = place_of(request.args)
    return render_template(
        "dashboard/_fresh_cards.html",
        cards=own_cards(ids, moderator=moderator),
        at=at,
        pile=pile_of(at),
        me=moderator.id,
        **more,
    )


def card_page(submission_id: int, **more: object) -> str:
    """A card on a page of its own, with all that was decided about it."""
    moderator = current_moderator()
    card = find_card(submission_id, moderator=moderator)
    one = card.submission
    return render_template(
        "dashboard/submission.html",
        card=card,
        history=history(submission_id),
        edits=edits_of(one) if isinstance(one, Comment) else [],
        answered=answered_about(submission_id) if isinstance(one, Comment) else [],
        at={**place_of(request.args), "alone": "1"},
        pile="",
        me=moderator.id,
        **more,
    )


def changed(submission_id: int, note: str) -> ResponseReturnValue:
    """The card with a word on what was done; without a script the page again."""
    if wants_fragment():
        return card_fragment(submission_id, note=note)
    flash(note, "success")
    return back(submission_id)


def back(submission_id: int | None) -> ResponseReturnValue:
    """To where the moderator was, at this card."""
    at = place_of(request.args)
    if (author := request.args.get("drawer", "")).isdecimal() and len(author) < 10:
        asked = request.args.get("submission")
        return redirect(
            url_for("dashboard_authors.show", author_id=int(author), submission=asked), 303
        )
    if at.pop("alone", "") and submission_id:
        return redirect(url_for("dashboard_submissions.show", submission_id=submission_id), 303)
    if "sat" in at:
        where = {"card": str(submission_id)} if submission_id else {}
        return redirect(url_for("dashboard_deal.show", **at, **where), 303)  # type: ignore[arg-type]
    anchor = f"submission-{submission_id}" if submission_id else None
    room = "dashboard_corrections.index" if "pile" in at else "dashboard_queue.index"
    return redirect(url_for(room, **at, _anchor=anchor), 303)  # type: ignore[arg-type]
