"""Questions with expected answers, and the score of `kg ask` on them."""
