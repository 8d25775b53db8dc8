"""Copies of all that is stored: made while it is in use, put back whole or not at all."""
