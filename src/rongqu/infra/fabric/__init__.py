"""What a client and a Gateway of Hyperledger Fabric say to each other, for both of its ends."""
