"""A paper's template and what fills it: fields, context, engine, lint."""
