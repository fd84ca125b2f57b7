"""Words about time to dates (`grammar`), and dates to a distribution over days (`spreading`)."""
