"""Questions that read; nothing here writes."""
