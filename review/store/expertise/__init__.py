"""Forms, remarks, decisions, dissents, appeals, the bank of recommendations."""
