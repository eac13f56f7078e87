"""Which fixtures do all tests share?"""

pytest_plugins = ["tests.engines", "tests.site"]
