"""A browser that signs in by typing, and the people it does so as."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from moderation.extensions import db
from moderation.models import Job, Moderator, Role, Site
from moderation.operations.accounts import reset_password
from moderation.transactions import write
from tests import factories
from tests.signing_in import forget

PASSWORD = "seven quiet lamps"
ANOTHER = "a green tram at dawn"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def person(*sites: Site, role: Role = Role.MODERATOR, is_owner: bool = False) -> Moderator:
    """Somebody with a password."""
    somebody = factories.moderator(*sites, role=role, is_owner=is_owner)
    write(reset_password, somebody.id, PASSWORD)
    return again(somebody)


def again(somebody: Moderator) -> Moderator:
    """An account as it is in the database now."""
    db.session.rollback()
    return db.session.scalars(select(Moderator).where(Moderator.id == somebody.id)).one()


def letters() -> list[dict[str, str]]:
    """What is to be mailed."""
    db.session.rollback()
    return [job.args for job in db.session.scalars(select(Job).where(Job.name == "send_mail"))]


class Browser:
    """Keeps cookies, and sends forms with the token that their page carries."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str, **more: object) -> TestResponse:
        """Open a page."""
        forget()
        return self.client.get(path, **more)

    def send(
        self, path: str, fields: dict[str, str], *, page: str = "", **more: object
    ) -> TestResponse:
        """Fill in the form that is on a page, on its own address unless another one is named."""
        token = TOKEN.search(self.get(page or path).text)
        data = {"csrf_token": token[1] if token else "", **fields}
        forget()
        return self.client.post(path, data=data, **more)

    def sign_in(self, somebody: Moderator | str, password: str = PASSWORD) -> TestResponse:
        """Type address and password."""
        email = somebody if isinstance(somebody, str) else somebody.email
        return self.send("/dashboard/login", {"email": email, "password": password})

    def sign_out(self) -> TestResponse:
        """Press the button in the rail."""
        return self.send("/dashboard/logout", {}, page="/dashboard/account")

    def is_in(self) -> bool:
        """Whether the desk opens."""
        return self.get("/dashboard/account").status_code == 200


def signed_in_browser(app: Flask, somebody: Moderator) -> Browser:
    """A browser in which somebody has just signed in."""
    browser = Browser(app)
    assert browser.sign_in(somebody).status_code == 303
    return browser
