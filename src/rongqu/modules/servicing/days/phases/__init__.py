"""The phases of a day's end: what each does, in sets, however many loans there are."""
