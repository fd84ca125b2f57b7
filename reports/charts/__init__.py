"""Charts of reports: `chart(report, ax)` draws on the axes given, and computes nothing."""
