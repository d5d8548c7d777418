"""Names: the keys that they are found by, the forms that people write, and near ones."""
