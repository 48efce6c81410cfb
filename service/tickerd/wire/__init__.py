"""The one ordered log of all events, in Redis, and the watches beside it."""
