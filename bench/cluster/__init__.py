"""A cluster on this machine, for a look and for the drill."""
