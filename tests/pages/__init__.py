"""Pages that compose several domains, asked as people ask them."""
