"""A peer of a Fabric network, as far as its Gateway is spoken to when roots are anchored."""
