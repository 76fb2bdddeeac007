"""What the stages hand to one another: frozen dataclasses and closed lists."""
