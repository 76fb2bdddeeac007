"""Pages for people, at the addresses of the things themselves: useful without a script, in Chinese and English."""
