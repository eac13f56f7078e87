"""What does each question compute, from arrays alone?"""
