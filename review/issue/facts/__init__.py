"""What each paper says, gathered from model values: plain JSON facts that fields.toml of its template describes."""
