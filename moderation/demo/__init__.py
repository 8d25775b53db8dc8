"""A site to try things on: three articles, and what their readers have sent."""
