"""Signed PDFs, ours or anybody's, and what they prove. Needs no database and no network."""
