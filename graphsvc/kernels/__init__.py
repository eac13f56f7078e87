"""Which loops over the network are worth compiling?"""
