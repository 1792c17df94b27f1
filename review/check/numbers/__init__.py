"""Values: goals, indicators, results that can be measured."""
