"""What stands before Flask is on here, whatever the run says of it."""

from dataclasses import replace

import pytest

from moderation.settings import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The settings of every test, with room for answers that are ready."""
    return replace(settings, ready_cache=64 << 20)
