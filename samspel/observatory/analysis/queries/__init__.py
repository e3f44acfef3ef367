"""What the analysis pages show, put together from what has been computed: no number is made here, only placed."""
