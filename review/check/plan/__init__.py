"""The table of measures: columns, responsible people, measures that serve their task."""
