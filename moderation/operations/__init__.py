"""Verbs: they change and flush; the one door for writing commits."""
