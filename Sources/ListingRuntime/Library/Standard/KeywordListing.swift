/// Python's keywords, and its module `keyword`.
enum KeywordListing {
  static let keywords = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  ]

  static let text = """
    kwlist = '\(keywords.joined(separator: " "))'.split()
    softkwlist = ['_', 'case', 'match']

    def iskeyword(name):
        return name in kwlist

    def issoftkeyword(name):
        return name in softkwlist
    """
}
