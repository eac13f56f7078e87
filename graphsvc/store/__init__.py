"""How does the service reach the graph store?"""
