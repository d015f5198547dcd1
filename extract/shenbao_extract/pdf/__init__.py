"""What a PDF page draws: characters and straight segments in points, whichever library reads them."""
