"""Risk: what an enterprise's facts say about its credit, with reasons."""
