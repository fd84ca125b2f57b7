"""How near quantile forecasts of quantities came, by target and horizon, on levels that all of them state."""
