"""Carpentries lessons: a folder of episodes with objectives, questions, challenges and key points."""
