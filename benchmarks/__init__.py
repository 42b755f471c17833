"""briefgen beside what people use today, measured in one run: `make bench`."""
