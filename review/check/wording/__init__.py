"""Words: terms, acts referred to, causes named."""
