"""How is the graph published, mapped and read as of a day?"""
