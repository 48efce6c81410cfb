"""A page as a list under a "Last updated" line."""
