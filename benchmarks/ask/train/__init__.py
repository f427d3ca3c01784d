"""Training of what `kg ask` compares by meaning: the vectors of word pieces, the two maps and the judge."""
