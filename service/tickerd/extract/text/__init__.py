"""Foreign bytes, lines, addresses and media, made plain."""
