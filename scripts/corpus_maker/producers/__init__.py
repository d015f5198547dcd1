"""One file a program that prints: each turns jobs into PDF files."""
