"""GIFT: questions as plain text, as several learning platforms write them."""
