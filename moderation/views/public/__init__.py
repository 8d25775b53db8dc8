"""Readers' pages: no cookies, no script needed."""
