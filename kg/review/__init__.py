"""Review: what people decide about findings, kept as judgements, and the reviewed files that follow from them."""
