"""How do questions and answers travel over HTTP?"""
