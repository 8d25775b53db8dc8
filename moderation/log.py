"""Structured logging: one record a line, with the request's id."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class _Line(logging.Formatter):
    """One line a record, whatever is in it: control characters are escaped (OWASP ASVS 16.4.1)."""

    def fields(self, record: logging.LogRecord) -> dict[str, str]:
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return fields


class JsonLine(_Line):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(self.fields(record))


class TextLine(_Line):
    def format(self, record: logging.LogRecord) -> str:
        words = self.fields(record)
        error = words.pop("error", "")
        line = " ".join(words.values())
        escaped = "".join(
            char if char.isprintable() else char.encode("unicode_escape").decode() for char in line
        )
        return escaped + ("\n" + error if error else "")


def configure_logging(log_format: str) -> None:
    """Log to stderr in the chosen format; called once for each app, and harmless when repeated."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLine() if log_format == "json" else TextLine())
    logger = logging.getLogger("moderation")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False
