"""Parts of a scorecard: how a forecaster did, and what the figures hang on."""
