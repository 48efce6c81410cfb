"""The command line: puts the house together; the only reader of settings."""
