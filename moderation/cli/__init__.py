"""The commands, as thin as the views."""
