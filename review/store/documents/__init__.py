"""Documents handed in, their versions and what was read of them."""
