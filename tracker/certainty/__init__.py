"""How sure? Intervals that respect events, and the words for what so many events can tell."""
