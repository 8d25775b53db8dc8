"""What is done for each name in the outbox."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from moderation import outbox
from moderation.database import utcnow
from moderation.integrations import mail
from moderation.operations import (
    letting_go,
    mailing,
    notifiers,
    notify,
    search_index,
    webhooks,
)
from moderation.outbox import EVERY, Claimed, Lane
from moderation.settings import Settings
from moderation.transactions import write
from moderation.worker.caches import purge_caches
from moderation.worker.calls import NotAnsweredError, call_webhook
from moderation.worker.hints import hint_typo
from moderation.worker.letters import LETTERS as MODERATORS_LETTERS
from moderation.worker.notices import NOTICE_LETTERS
from moderation.worker.readers import READERS_LETTERS
from moderation.worker.rehearsals import rehearse_rule

log = logging.getLogger("moderation.worker")

# Done in the transaction that notes them as done: never half, never twice.
ANNOUNCEMENTS: dict[str, Callable[..., None]] = {
    "announce_submission": notify.announce_submission,
    "announce_confirmed": notify.announce_confirmed,
    "announce_reopened": notify.announce_reopened,
    "announce_passing": notify.announce_passing,
    "announce_notice": notifiers.announce_notice,
    "confirm_notice": notifiers.confirm_notice,
    "ask_reader": mailing.ask_reader,
    "tell_readers_fixed": mailing.tell_readers_fixed,
}
AT_ONCE = 40  # submissions: the more, the less each costs, and the longer others wait to write
CHORES: dict[str, Callable[..., None]] = {
    "index_submissions": search_index.index_submissions,
    "index_words": search_index.index_words,
    "call_webhooks": webhooks.call_webhooks,
    "let_go_of_rule": letting_go.go_on_letting_go,
}
LETTERS = {**MODERATORS_LETTERS, **NOTICE_LETTERS}
# Done in many transactions, each part once.
LONG: dict[str, Callable[[Claimed], None]] = {"rehearse_rule": rehearse_rule}
# Requests to other machines, and to dictionaries; what is not answered is tried again.
CALLS: dict[str, Callable[[Claimed, Settings], None]] = {
    "call_webhook": call_webhook,
    "purge_caches": purge_caches,
    "hint_typo": hint_typo,
}
HANDLERS: Mapping[str, Callable[..., Any]] = {
    **ANNOUNCEMENTS,
    **CHORES,
    **LONG,
    **CALLS,
    **LETTERS,
    **READERS_LETTERS,
}


# Whoever is called may be slow: letters do not wait for it, nor other calls for a site's program.
WEBHOOKS = Lane(frozenset({"call_webhook"}), others=False)
OTHER_CALLS = Lane(frozenset(CALLS) - WEBHOOKS.names, others=False)
AT_HOME = Lane(frozenset(CALLS))


class UnknownJobError(Exception):
    """The outbox names something this version does not know; a newer one may."""


def do_next(settings: Settings, lane: Lane = EVERY) -> bool:
    """Do the job of a lane that has been due longest; ``False`` when nothing is due."""
    job = write(outbox.claim, utcnow(), lane)
    if job is None:
        return False
    try:
        handle(job, settings)
    except Exception as error:  # whatever it is, the job is kept and tried again
        log.warning("%s %s failed (try %s): %s", job.name, job.id, job.attempt, error)
        said = (
            ""
            if isinstance(error, mail.MailError | NotAnsweredError)
            else f"{type(error).__name__}: "
        )
        write(outbox.fail, job, f"{said}{error}", utcnow())
    return True


def handle(job: Claimed, settings: Settings) -> None:
    """Do one job; whatever it raises is why it failed."""
    if job.name in LETTERS:
        _send(job, LETTERS[job.name](settings.base_url, **job.args), settings)
    elif job.name in READERS_LETTERS:
        _send(job, READERS_LETTERS[job.name](settings, **job.args), settings)
    elif job.name == "announce_submission":
        _welcome(job, with_mail=bool(settings.mail_url))
    elif job.name in ANNOUNCEMENTS:
        write(_announce, job, with_mail=bool(settings.mail_url))
    elif job.name in CHORES:
        write(_do, job)
    elif job.name in LONG:
        LONG[job.name](job)
    elif job.name in CALLS:
        CALLS[job.name](job, settings)
    else:
        raise UnknownJobError(job.name)


def _announce(job: Claimed, *, with_mail: bool) -> None:
    if not outbox.finish(job, utcnow()):
        return  # another worker has taken over
    if with_mail:
        ANNOUNCEMENTS[job.name](**job.args)


def _welcome(job: Claimed, *, with_mail: bool) -> None:
    """Announce what has come in: with it what came in besides, unless something of it fails."""
    try:
        write(_welcome_some, job, AT_ONCE, with_mail=with_mail)
    except Exception as error:
        log.warning("some submissions could not be announced at once: %s", error)
        write(_welcome_some, job, 0, with_mail=with_mail)


def _welcome_some(job: Claimed, more: int, *, with_mail: bool) -> None:
    now = utcnow()
    if not outbox.finish(job, now):
        return
    others = outbox.finish_alike(job.name, now, more) if more else []
    ids = [args["submission_id"] for args in (job.args, *others)]
    search_index.index_words(ids)
    for number in ids if with_mail else ():
        notify.announce_submission(number)


def _do(job: Claimed) -> None:
    if outbox.finish(job, utcnow()):
        CHORES[job.name](**job.args)


def _send(job: Claimed, letter: mail.Letter | None, settings: Settings) -> None:
    if letter is not None:
        mail.send(letter, settings, key=f"outbox-{job.id}", written_at=job.created_at)
    write(outbox.finish, job, utcnow())
