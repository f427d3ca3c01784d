"""Training of the tagger, on any data in the JSONL form that ``kg find`` prints (extra ``[train]``)."""
