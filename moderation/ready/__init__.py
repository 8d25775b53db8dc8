"""Answers that are ready: bytes in front of Flask, made once for each change."""

READY = "moderation.ready"  # where an application has them
