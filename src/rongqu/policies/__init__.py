"""Policy packs: the default numbers of a jurisdiction, each with its reason."""
