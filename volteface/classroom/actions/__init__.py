"""The meeting's writers: plans, rooms, joining."""
