"""JSON as pages carry it: loaded though it is torn, and searched for lists of records."""
