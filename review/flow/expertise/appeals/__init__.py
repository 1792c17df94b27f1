"""A school's appeal: filed, answered, listed."""
