"""Who and what is named: schools, people, places, risk directions, approvals, personal data, blanks."""
