"""Pure text work: markup, addresses, quotes, names; no database and no web."""
