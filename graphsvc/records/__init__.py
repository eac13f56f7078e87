"""What is kept outside the graph: groups, consents, tokens, audit?"""
