"""How the tests call the interface, and check that what it answers is what it describes."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from moderation.api.openapi import describe
from moderation.models import Moderator, Site
from moderation.operations.tokens import add_token
from moderation.transactions import write
from tests.factories import URL

API = "/api/v1"
DESCRIPTION = describe("https://talk.example")


def bearer(moderator: Moderator) -> dict[str, str]:
    """The header of a program that acts for a moderator."""
    return {"Authorization": f"Bearer {write(add_token, moderator.email)}"}


def send_comment(client: FlaskClient, site: Site, **fields: Any) -> TestResponse:
    """Send a comment as an API client, or as a browser when ``headers`` say so."""
    headers = fields.pop("headers", {})
    body = {"url": URL, "source": "A calm remark.", **fields}
    return client.post(f"{API}/sites/{site.key}/comments", json=body, headers=headers)


def send_typo(client: FlaskClient, site: Site, **fields: Any) -> TestResponse:
    headers = fields.pop("headers", {})
    body = {"url": URL, "exact": "teh", "suggestion": "the", **fields}
    return client.post(f"{API}/sites/{site.key}/typos", json=body, headers=headers)


def answered(response: TestResponse, status: int, schema: str) -> Any:
    """The body of an answer that has this status and keeps to the description."""
    assert response.status_code == status, response.text
    body = response.get_json(force=True)
    Draft202012Validator(
        {**DESCRIPTION, "$ref": f"#/components/schemas/{schema}"},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    ).validate(body)
    return body


def refused(response: TestResponse, status: int, code: str) -> Any:
    """The problem details of a refusal with this status and code."""
    body = answered(response, status, "Problem")
    assert response.mimetype == "application/problem+json"
    assert (body["status"], body["code"]) == (status, code)
    return body
