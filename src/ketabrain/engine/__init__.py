"""The course engine: it knows no drug and no article."""
