"""What is written about briefgen, and what writes it."""
