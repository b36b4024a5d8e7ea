"""Practices as a Word document to read, print and work on: `word` writes, `contents` says what stands in it."""
