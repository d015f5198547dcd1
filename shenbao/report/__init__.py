"""What a person looks at: the declaration in the terminal, and the page with what was believed drawn over it."""
