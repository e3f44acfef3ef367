"""The money room's pages: a module for each of books, claims, state aid and co-financing."""
