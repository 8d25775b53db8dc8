"""The background process: it does what the outbox says, and what the clock says."""
