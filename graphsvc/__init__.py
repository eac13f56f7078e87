"""Who has opened doors for whom, who is left outside, and which introduction would change that?"""

__version__ = "0.1.0"
