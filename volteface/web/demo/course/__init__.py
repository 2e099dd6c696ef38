"""The demo course: module files, its film and the script that draws it."""
