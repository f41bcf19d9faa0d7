"""Papers 文书: any text of the library, filled with what is on record and sent to be signed."""
