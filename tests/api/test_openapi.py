"""The description of the interface."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from moderation.api.blueprints import PREFIX
from moderation.drafts.limits import LIMITS
from tests.api.callers import API, DESCRIPTION

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_it_is_open_to_anyone(client: FlaskClient) -> None:
    answer = client.get(f"{API}/openapi.json")
    assert answer.status_code == 200
    assert answer.get_json()["servers"] == [{"url": "http://127.0.0.1:8000/api/v1"}]


def test_it_is_valid(client: FlaskClient) -> None:
    validate(client.get(f"{API}/openapi.json").get_json())


def test_it_describes_every_route_and_no_other(app: Flask) -> None:
    served = {
        (method.lower(), re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix(PREFIX)))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(method, path) for path, each in DESCRIPTION["paths"].items() for method in each}
    assert served == described


def test_it_has_the_limits_that_are_applied(app: Flask) -> None:
    schemas = DESCRIPTION["components"]["schemas"]
    assert schemas["NewComment"]["properties"]["source"]["maxLength"] == LIMITS.comment
    assert schemas["NewTypo"]["properties"]["exact"]["maxLength"] == LIMITS.quote
