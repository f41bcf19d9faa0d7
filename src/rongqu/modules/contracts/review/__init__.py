"""Review of texts before they are sent 合规审查: rules as data, findings with their place."""
