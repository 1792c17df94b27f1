"""What can be issued about whom, what is known of it and what hinders it."""
