"""The Excel form of a campaign file: laid out from the model, filled in, and read by its labels."""
