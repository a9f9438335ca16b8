"""One module a source: each reads its files and tells the compiler what they say."""
