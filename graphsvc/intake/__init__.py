"""How do files become checked rows?"""
