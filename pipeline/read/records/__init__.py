"""Formats with a record for each document: JSON Lines, BioC, PubAnnotation."""
