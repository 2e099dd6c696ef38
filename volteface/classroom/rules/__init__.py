"""Pure rules of the meeting: its plan, its rounds, its states and its names."""
