"""What people see: readers' pages and the moderators' dashboard."""
