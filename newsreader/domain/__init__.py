"""What the program talks about: frozen values without any input or output."""
