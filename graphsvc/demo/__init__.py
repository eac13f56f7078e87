"""What does an organisation with planted truth look like?"""
