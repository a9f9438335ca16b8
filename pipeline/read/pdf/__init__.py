"""PDF: lines with their places, reading order, page furniture, text."""
