PACKAGE = "inner"
