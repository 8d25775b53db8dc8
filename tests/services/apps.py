"""What every new app would make again alike, made once: routes, templates' code, SQL.

A test has an app of its own, and making one took half of a test's time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from flask import Blueprint, Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, event
from werkzeug.routing import Map, Rule

import moderation.app
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


class KnownBlueprints:
    """All blueprints at once: what the first app noted of them, the others take over."""

    NOTES = (
        *("blueprints", "view_functions", "url_default_functions", "before_request_funcs"),
        *("after_request_funcs", "template_context_processors"),
    )

    def __init__(self, blueprints: Sequence[Blueprint]) -> None:
        self.blueprints, self.first = blueprints, Map()
        self.before, self.after = dict[str, Any](), dict[str, Any]()

    def register(self, app: Flask, _options: dict[str, Any]) -> None:
        """Do as if each were registered, if the app has the same as the first had before."""
        before = self._notes(app)
        if before["view_functions"].keys() == self.before.get("view_functions", {}).keys():
            _add(vars(app), self.before, self.after)
            app.url_map._matcher = self.first._matcher
            app.url_map._rules_by_endpoint = self.first._rules_by_endpoint
            app.url_map._remap = False
            return
        for blueprint in self.blueprints:
            app.register_blueprint(blueprint)
        app.url_map.update()
        if not self.before:
            self.before, self.after, self.first = before, self._notes(app), app.url_map

    def _notes(self, app: Flask) -> dict[str, Any]:
        return {name: _copied(getattr(app, name)) for name in self.NOTES}


def _copied(notes: Any) -> Any:
    """A copy of nested notes, whose functions stay what they are."""
    if isinstance(notes, dict):
        copy = notes.copy()
        copy.update((key, _copied(value)) for key, value in notes.items())
        return copy
    return list(notes) if isinstance(notes, list) else notes


def _add(notes: dict[Any, Any], before: dict[Any, Any], after: dict[Any, Any]) -> None:
    """Note what was added to others in between."""
    for key, value in after.items():
        if key not in before:
            notes[key] = _copied(value)
        elif isinstance(value, dict):
            _add(notes[key], before[key], value)
        elif isinstance(value, list):
            notes[key].extend(value[len(before[key]) :])


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
    vars(moderation.app).update(BLUEPRINTS=(KnownBlueprints(moderation.app.BLUEPRINTS),))
    Flask.url_rule_class = KnownRule
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KnownTemplates()}
    known = KnownStatements(db._make_engine)
    db._make_engine = known.make_engine  # type: ignore[method-assign]
