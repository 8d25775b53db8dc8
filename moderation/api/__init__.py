"""The JSON interface, as thin as the views."""
