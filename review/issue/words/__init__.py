"""Words as papers need them: people, sums, typography, confirmed and masked names."""
