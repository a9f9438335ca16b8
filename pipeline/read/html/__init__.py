"""HTML: a page's markup, its main content, metadata and encoding."""
