"""Road maps: requisites, columns, stages, terms, indicators, levels, resources, openness."""
