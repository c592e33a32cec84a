"""What a claim, a reading, a quantity and a verdict is."""
