"""From bytes to text: declared, marked, found out; nothing damaged without a word."""
