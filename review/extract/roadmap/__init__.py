"""Road maps: title, level, territory, measures row by row."""
