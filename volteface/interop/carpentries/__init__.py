"""Carpentries lessons: a folder of episodes with objectives, challenges and key points."""
