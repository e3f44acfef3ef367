"""Claims: gathering expenditure, working out the sums, the steps from draft to paid, and what is handed over."""
