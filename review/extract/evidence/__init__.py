"""What a confirming document says of itself: type, dates, requisites, author, event."""
