"""The observatory: regional data sets, and the pages that show what insight computes of them."""
