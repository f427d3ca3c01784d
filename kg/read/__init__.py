"""Reading: bytes as received become documents."""
