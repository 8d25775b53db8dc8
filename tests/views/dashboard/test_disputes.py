"""What is open about a comment, on its card; and notices, evidence and dossiers."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256

import pytest
from flask import Flask

from moderation.extensions import db
from moderation.models import Moderator, Notice, Role, Site, Status, Verb
from moderation.operations.appeals import appeal
from moderation.operations.evidence import keep_evidence
from moderation.operations.withdraw import withdraw
from moderation.transactions import write
from tests import factories
from tests.objecting import all_of, comment_of, decided, edit, flag, notice, public
from tests.services.databases import ON_BOTH
from tests.signing_in import Desk, signed_in

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
UPHELD = {"verdict": "uphold", "ground": "law", "provision": "§ 111", "statement": "A call."}


@pytest.fixture
def site(app: Flask) -> Site:
    return factories.site()


@pytest.fixture
def alice(site: Site) -> Moderator:
    return factories.moderator(site, role=Role.ADMIN)


@pytest.fixture
def number(site: Site, alice: Moderator) -> int:
    return public(site, alice)


@pytest.fixture
def desk(app: Flask, alice: Moderator) -> Desk:
    return signed_in(app, alice)


def decide_notice(desk: Desk, known: int, number: int, **fields: str) -> int:
    version = comment_of(number).version
    data = {"version": version, **fields}
    return desk.post(f"/dashboard/notices/{known}", data).status_code


@ON_BOTH
def test_the_flagged_are_found_with_reasons_and_words(site: Site, desk: Desk, number: int) -> None:
    for network, words in zip("bcd", ("", "", "<b>rude</b>"), strict=True):
        flag(site, number, network, reason="insult", words=words)
    page = desk.get("/dashboard/queue?waiting_for=flag").text
    assert "Insults or hatred ×3" in page
    assert "&lt;b&gt;rude&lt;/b&gt;" in page
    assert "hidden until reviewed" in page
    assert "Keep it" in page


def test_the_rail_counts_them(site: Site, desk: Desk, number: int) -> None:
    flag(site, number)
    notice(site, number)
    page = desk.get("/dashboard/queue").text
    assert 'href="/dashboard/queue?waiting_for=flag"' in page
    assert 'href="/dashboard/notices"' in page


def test_an_edit_is_shown_word_by_word(desk: Desk, number: int) -> None:
    edit(number, "A <i>loud</i> remark.")
    page = desk.get("/dashboard/queue?waiting_for=revision").text
    assert "<del>calm</del>" in page
    assert "&lt;" in page
    assert "Accept the change" in page
    assert "Keep the old text" in page
    assert desk.post(
        f"/dashboard/submissions/{number}/decisions",
        {"verb": "approve", "version": comment_of(number).version},
    ).status_code == 303  # fmt: skip
    assert comment_of(number).source == "A <i>loud</i> remark."


@SQLITE
def test_the_log_says_who_decided_where_nobody_did(site: Site, desk: Desk, number: int) -> None:
    for network in "bcd":
        flag(site, number, network)
    assert "after readers’ reports" in desk.get("/dashboard/log").text
    write(withdraw, number, None)
    for page in ("/dashboard/log", f"/dashboard/submissions/{number}"):
        assert "by its author" in desk.get(page).text


@SQLITE
def test_what_screens_found_in_an_edit_is_marked(app: Flask) -> None:
    site = factories.site(banned_words="casino")
    alice = factories.moderator(site)
    edit(public(site, alice), "A calm casino remark.")
    page = signed_in(app, alice).get("/dashboard/queue?waiting_for=revision").text
    assert "<ins><mark>casino</mark></ins>" in page.replace("\n", "")
    assert "word: casino" in page
    assert "reason=banned_words" in page.partition("Findings in the change")[2]
    found = signed_in(app, alice).get("/dashboard/queue?reason=banned_words").text
    assert "<ins><mark>casino</mark></ins>" in found.replace("\n", "")


@SQLITE
def test_what_was_answered_stays_to_be_read(
    site: Site, desk: Desk, alice: Moderator, number: int
) -> None:
    flag(site, number, reason="insult")
    decided(number, Verb.REJECT, alice, "Insults")
    write(appeal, number, "I meant it <b>kindly</b>.")
    decided(number, Verb.APPROVE, alice)
    page = desk.get(f"/dashboard/submissions/{number}").text
    assert "What was said against it" in page
    assert "1 report</b> Insults or hatred" in page
    assert "I meant it &lt;b&gt;kindly&lt;/b&gt;." in page
    assert ">granted<" in page


def test_an_appeal_comes_with_what_was_decided(desk: Desk, alice: Moderator, number: int) -> None:
    decided(number, Verb.REJECT, alice, "Insults")
    write(appeal, number, "I meant it kindly.")
    page = desk.get("/dashboard/queue?waiting_for=appeal").text
    assert "I meant it kindly." in page
    assert "Decided before:" in page
    assert "Insults" in page


@SQLITE
def test_a_page_of_many_disputes_asks_no_more_than_one_of_few(
    site: Site, desk: Desk, alice: Moderator, count_queries: list[str]
) -> None:
    asked = []
    for texts in (("One.", "Two."), ("Three.", "Four.", "Five.")):
        for text in texts:
            flag(site, public(site, alice, text), words="Rude.")
        desk.get("/dashboard/queue")
        del count_queries[:]
        desk.get("/dashboard/queue")
        asked.append(len(count_queries))
    assert asked[0] == asked[1]


@ON_BOTH
def test_a_notice_is_decided_with_reasons(site: Site, desk: Desk, number: int) -> None:
    known = notice(site, number)
    assert "It calls for violence." in desk.get(f"/dashboard/notices/{known}").text
    assert "It calls for violence." in desk.get("/dashboard/notices").text
    assert decide_notice(desk, known, number, **UPHELD) == 303
    assert (comment_of(number).status, all_of(Notice)[0].ground) == (Status.REJECTED, "law")
    assert "taken down" in desk.get("/dashboard/notices").text
    assert "A call." in desk.get(f"/dashboard/notices/{known}").text


def test_a_notice_is_dismissed(site: Site, desk: Desk, number: int) -> None:
    known = notice(site, number)
    why = {"ground": "rules", "provision": "Rule 2", "statement": "It is blunt & fair."}
    assert decide_notice(desk, known, number, verdict="dismiss", **why) == 303
    assert "It is blunt &amp; fair." in desk.get(f"/dashboard/notices/{known}").text
    assert (comment_of(number).status, all_of(Notice)[0].upheld) == (Status.APPROVED, False)


@SQLITE
@pytest.mark.parametrize("missing", ["verdict", "ground", "provision", "statement"])
def test_nothing_is_taken_down_without_reasons(
    site: Site, desk: Desk, number: int, missing: str
) -> None:
    known = notice(site, number)
    assert decide_notice(desk, known, number, **UPHELD | {missing: ""}) == 422
    assert comment_of(number).status is Status.APPROVED


@SQLITE
def test_who_comes_second_keeps_what_they_typed(site: Site, desk: Desk, number: int) -> None:
    known = notice(site, number)
    version = comment_of(number).version
    decide_notice(desk, known, number, verdict="dismiss")
    late = desk.post(f"/dashboard/notices/{known}", {"version": version, **UPHELD})
    assert late.status_code == 409
    assert UPHELD["statement"] in late.text
    assert comment_of(number).status is Status.APPROVED


def test_evidence_is_kept_and_released(desk: Desk, number: int) -> None:
    place = f"/dashboard/submissions/{number}/evidence"
    assert "It is not kept as evidence." in desk.get(place).text
    assert desk.post(place).status_code == 303
    assert comment_of(number).evidence_at is not None
    assert desk.post(f"{place}/release").status_code == 303
    assert comment_of(number).evidence_at is None


@ON_BOTH
def test_the_dossier_has_everything(site: Site, desk: Desk, alice: Moderator, number: int) -> None:
    edit(number, "A <script>alert(1)</script> remark.")
    decided(number, Verb.APPROVE, alice)
    flag(site, number, words="Rude.")
    decide_notice(desk, notice(site, number), number, **UPHELD)
    write(appeal, number, "Please.")
    answer = desk.get(f"/dashboard/submissions/{number}/dossier")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    facts = json.loads(archive.read("dossier.json"))
    assert facts["comment"]["sha256"] == sha256(comment_of(number).source.encode()).hexdigest()
    parts = ("revisions", "decisions", "flags", "notices", "appeals")
    assert [len(facts[part]) for part in parts] == [1, 3, 1, 1, 1]
    assert "<script" not in archive.read("dossier.html").decode()


@SQLITE
def test_its_files_have_the_sums_that_it_names(desk: Desk, number: int) -> None:
    answer = desk.get(f"/dashboard/submissions/{number}/dossier")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="dossier-{number}.zip"'
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    for line in archive.read("SHA256SUMS").decode().splitlines():
        hashed, name = line.split("  ")
        assert sha256(archive.read(name)).hexdigest() == hashed


@SQLITE
def test_evidence_is_for_admins(app: Flask, site: Site, number: int) -> None:
    desk = signed_in(app, factories.moderator(site, name="Max"))
    write(keep_evidence, number, by=factories.moderator(is_owner=True, name="Olga").id)
    place = f"/dashboard/submissions/{number}"
    assert [desk.get(f"{place}/{what}").status_code for what in ("evidence", "dossier")] == [
        404
    ] * 2
    assert desk.post(f"{place}/evidence/release").status_code == 404
    assert "Evidence and dossier" not in desk.get(place).text


@SQLITE
def test_the_list_leads_on_past_fifty(site: Site, desk: Desk, alice: Moderator) -> None:
    number = public(site, alice)
    first = notice(site, number)
    about = {"site_id": site.id, "submission_id": number}
    db.session.add_all([Notice(**about, explanation=str(each)) for each in range(50)])
    db.session.commit()
    last = all_of(Notice)[-1].id
    page = desk.get("/dashboard/notices").text
    assert f">Notice {first}<" in page
    assert f">Notice {last}<" not in page
    after = f"/dashboard/notices?after={last - 1}"
    assert f'href="{after}"' in page
    more = desk.get(after).text
    assert f">Notice {last}<" in more
    assert "More that wait" not in more


@SQLITE
def test_nothing_of_another_site_is_reached(app: Flask, site: Site, number: int) -> None:
    known = notice(site, number)
    other = factories.site("Other", "other.example")
    bob = signed_in(app, factories.moderator(other, role=Role.ADMIN, name="Bob"))
    place = f"/dashboard/submissions/{number}"
    for url in (f"{place}/evidence", f"{place}/dossier", f"/dashboard/notices/{known}"):
        assert bob.get(url).status_code == 404
    for url in (f"{place}/evidence", f"{place}/evidence/release", f"/dashboard/notices/{known}"):
        assert bob.post(url, {"version": "1", **UPHELD}).status_code == 404
    assert "It calls for violence." not in bob.get("/dashboard/notices").text
    assert comment_of(number).evidence_at is None


@SQLITE
def test_what_notifiers_type_is_text_everywhere(site: Site, desk: Desk, number: int) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    known = notice(site, number, name=evil, email="n@reader.example")
    flag(site, number, words=evil)
    archive = desk.get(f"/dashboard/submissions/{number}/dossier").data
    read = zipfile.ZipFile(io.BytesIO(archive)).read("dossier.html").decode()
    pages = [
        "/dashboard/notices",
        f"/dashboard/notices/{known}",
        "/dashboard/queue?waiting_for=flag",
    ]
    for page in (read, *(desk.get(each).text for each in pages)):
        assert "<img src=x" not in page
