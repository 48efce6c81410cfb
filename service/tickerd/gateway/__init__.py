"""From the wire to readers."""
