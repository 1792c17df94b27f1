"""Terms: inside the period, concrete, in order."""
