"""At fault? What is wrong with whose forecasts, as far as it cannot be luck."""
