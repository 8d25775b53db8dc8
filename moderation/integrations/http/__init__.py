"""The one client for requests to other machines; nothing else of the project sends any."""

from moderation.integrations.http.answers import Answer, FetchError
from moderation.integrations.http.client import USER_AGENT, fetch, post, send

__all__ = ["USER_AGENT", "Answer", "FetchError", "fetch", "post", "send"]
