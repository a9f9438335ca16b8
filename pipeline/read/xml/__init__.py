"""XML of articles: JATS and PubMed, and what all XML has in common."""
