"""What repeats around the times of a page, in whatever classes it is dressed."""
