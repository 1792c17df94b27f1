"""What a programme says: passport, goals and tasks, indicators with values, plans, who answers, periods."""
