"""From pages onto the wire."""
