"""What local variants teach, honestly: few observations, shared strength, no false certainty."""
