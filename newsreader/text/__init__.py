"""Pure functions on text: repair, extraction, words, the offset map between raw and clean."""
