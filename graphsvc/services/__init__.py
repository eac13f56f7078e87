"""What can a viewer ask for?"""
