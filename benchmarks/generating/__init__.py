"""Made-up claims in any number: the same ones for the same size and seed."""
