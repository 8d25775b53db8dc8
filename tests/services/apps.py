"""What every new app would make again alike, made once: routes, templates' code, SQL.

A test has an app of its own, and making one took half of a test's time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, ClassVar

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, event
from werkzeug.routing import Rule

from moderation import groundwork
from moderation.database import prepare
from moderation.extensions import db


class KnownRule(Rule):
    """A route that takes over what the first route that reads the same has made of its text."""

    made: ClassVar[dict[tuple[str, bool | None], Rule]] = {}

    def compile(self) -> None:
        """Find out what matches it, and how its addresses are built."""
        if self.defaults or self.host or self.subdomain:
            super().compile()
            return
        key = (self.rule, self.merge_slashes)
        if first := self.made.get(key):
            self.arguments = set(first.arguments)
            for part in ("_parts", "_trace", "_converters", "_build", "_build_unknown"):
                setattr(self, part, getattr(first, part))
        else:
            super().compile()
            self.made[key] = self


class KnownTemplates(BytecodeCache):
    """Compiled templates, for as long as their source stays the same."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.code.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class KnownStatements:
    """Compiled SQL: kept for each dialect, so the engines of one kind share the first one's."""

    def __init__(self, make: Callable[..., Engine]) -> None:
        self.make, self.first = make, dict[str, Engine]()

    def make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        """An engine that knows what those before it have compiled."""
        engine = self.make(bind_key, options, app)
        first = self.first.setdefault(engine.driver, engine)
        if first.dialect.server_version_info:  # it has met its database
            engine.dialect = first.dialect
            engine._compiled_cache = first._compiled_cache
        return engine


def prepare_forgetfully(engine: Engine) -> None:
    """As every app does, but nothing here outlives the run, so nothing has to reach the disk."""
    prepare(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _forget)


def _forget(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


def make_apps_quickly() -> None:
    """Have every app of this process share them."""
    vars(groundwork).update(prepare=prepare_forgetfully)
    Flask.url_rule_class = KnownRule
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KnownTemplates()}
    known = KnownStatements(db._make_engine)
    db._make_engine = known.make_engine  # type: ignore[method-assign]
