"""Automatic checks: each says nothing, or why a human should look first."""
