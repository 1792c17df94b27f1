"""Life of a paper before and after its number, the register, verification."""
