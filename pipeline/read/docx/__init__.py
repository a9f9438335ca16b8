"""DOCX: Word's packages."""
