"""A live blog of our own words that we run: real HTTP, a seed, a clock, and the truth."""
