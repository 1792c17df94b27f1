"""Are the parts there and filled in: sections, passport rows, tasks, methods, management."""
