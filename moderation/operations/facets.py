"""What waiting submissions are found by: an index of the queue's filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Delete, delete, select

from moderation.extensions import db
from moderation.models import Author, Comment, Facet, Page, Revision, Submission
from moderation.operations.bulk import has_arrays, insert_all, listed
from moderation.operations.weighing import edits_beside, weigh
from moderation.prepared import change
from moderation.screening.links import link_spans


def be_found(submissions: Sequence[Submission]) -> None:
    """Weigh waiting submissions, and index them by what the queue is filtered by."""
    edits = edits_beside(submissions)
    weigh(submissions, edits)
    around = _around(submissions)  # named, so that it lives while their facets are read
    rows = [
        {
            "submission_id": each.id,
            "code": code,
            "site_id": each.site_id,
            "kind": each.kind,
            "waiting_since": each.waiting_since,
            "priority": each.priority,
            "due_at": each.due_at,
        }
        for each in submissions
        for code in dict.fromkeys(facets_of(each, edits.get(each.id)))
    ]
    insert_all(Facet, rows)
    around.clear()


def be_found_anew(submissions: Sequence[Submission]) -> None:
    """The same for what may be found by something else now."""
    stop_being_found(submissions)
    be_found(submissions)


def stop_being_found(submissions: Sequence[Submission]) -> None:
    """Forget what these were found by."""
    change(_forgetting(has_arrays()), {"ids": [each.id for each in submissions]})


@cache
def _forgetting(arrays: bool) -> Delete:
    facets: Any = Facet.__table__
    return delete(facets).where(listed(facets.c.submission_id, "ids", arrays=arrays))


def facets_of(submission: Submission, edit: Revision | None = None) -> Iterator[str]:
    """The codes that a waiting submission can be found by, with its author's edit beside it."""
    texts = [submission.source] if isinstance(submission, Comment) else []
    yield from codes_of(
        [*submission.findings, *(edit.findings if edit else ())],
        lang=submission.lang or submission.page.lang,
        texts=[*texts, *([edit.source] if edit else ())],
        is_newcomer=not submission.author.approved,
    )
    yield f"for:{submission.waiting_for}"


def codes_of(
    findings: Iterable[Mapping[str, Any]], *, lang: str, texts: Iterable[str], is_newcomer: bool
) -> Iterator[str]:
    """The codes of what is known of a submission, whatever it waits for."""
    for finding in findings:
        if finding.get("stale"):  # its rule is off
            continue
        yield str(finding["code"])
        if (rule := finding.get("args", {}).get("rule")) is not None:
            yield f"rule:{rule}"
    yield f"lang:{lang.lower().partition('-')[0]}"  # "lang:" alone where nobody has told
    if any(link_spans(text) for text in texts):
        yield "links"
    if is_newcomer:
        yield "newcomer"


def _around(submissions: Sequence[Submission]) -> list[object]:
    """The pages and authors of many, in two statements instead of two for each."""
    found: list[object] = []
    if len(submissions) > 1:
        pages = {each.page_id for each in submissions}
        authors = {each.author_id for each in submissions}
        found += db.session.scalars(select(Page).where(Page.id.in_(pages)))
        found += db.session.scalars(select(Author).where(Author.id.in_(authors)))
    return found
