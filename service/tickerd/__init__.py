"""tickerd: live pages become one ordered stream of timestamped events."""
