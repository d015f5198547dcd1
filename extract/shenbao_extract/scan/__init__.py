"""Pure functions on pictures of pages: made even and straight, ruling lines found, lines of text cut out."""
