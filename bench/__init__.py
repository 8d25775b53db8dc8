"""Measurements that decisions rest on; each is run by hand or by ``make bench``."""
