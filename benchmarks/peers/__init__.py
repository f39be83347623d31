"""What the product is measured against, on the same rows: the list and the admin that Django gives without effort."""
