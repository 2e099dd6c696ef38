"""What other parts of the product may ask about meetings."""
