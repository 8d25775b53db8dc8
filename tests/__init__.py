"""The tests mirror the package; `services` starts what they run against."""
