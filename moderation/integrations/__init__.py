"""The outside world: what leaves this machine goes out here."""
