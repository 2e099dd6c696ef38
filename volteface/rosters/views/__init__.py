"""The pages of rosters: cohorts, places, imports and the enrolment link."""
