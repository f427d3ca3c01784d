"""What a question means where its words are not those of the record: vectors of words, and a judge of likeness."""
