"""The pages of accounts: doors, one's own page, people, preferences."""
