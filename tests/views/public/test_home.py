"""The bare address of the service."""

from flask.testing import FlaskClient


def test_it_leads_to_the_desk(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (303, "/dashboard/queue")
