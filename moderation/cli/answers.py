"""How commands refuse: one clear line on stderr, and a status that is not zero."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

from moderation.errors import Invalid, ModerationError, NotFound
from moderation.wording import problem_text, refusal_text

P = ParamSpec("P")
T = TypeVar("T")


def refusals_on_stderr(command: Callable[P, T]) -> Callable[P, T]:
    """Turn what the domain refuses into click's one line."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except Invalid as error:
            raise click.ClickException(_lines(error)) from error
        except NotFound as error:
            raise click.ClickException("there is no such thing here") from error
        except ModerationError as error:
            raise click.ClickException(refusal_text(error.code)) from error
        except ValueError as error:
            raise click.ClickException(str(error)) from error

    return run


def _lines(error: Invalid) -> str:
    return "; ".join(
        f"{field}: {problem_text(problem)}"
        for field, problems in error.errors.items()
        for problem in problems
    )
