"""`volteface bench`: the product measured on this machine, against figures of its peers."""
