"""Co-financing applications: from a region's intake to the committee's decision, payments and follow-up."""
