"""The real services the tests run against, started and stopped by the tests themselves."""
