"""Template editions, templates bodies bring, confirmed forms of words."""
