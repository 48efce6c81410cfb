"""Times as pages write them: digits, words, zones, and the days that they leave out."""
