extension CMVN {
  /// Reads the output of Kaldi's `compute-cmvn-stats --binary=false`: a matrix of two rows. The first row contains the
  /// sums of the features and the number of frames. The second row contains the sums of the squared features and a
  /// zero.
  ///
  ///     [ 53.2 61.7 … 1200
  ///       4.1e3 5.0e3 … 0 ]
  init(kaldi text: String, path: String) throws(SpeechError) {
    func refuse(_ reason: String) -> SpeechError { .badStatistics(path: path, reason: reason) }
    guard let open = text.firstIndex(of: "["), let close = text.firstIndex(of: "]"), open < close else {
      throw refuse("it has no matrix: [ … ]")
    }
    var numbers: [Double] = []
    for word in text[text.index(after: open)..<close].split(whereSeparator: \.isWhitespace) {
      guard let number = Double(word) else { throw refuse("'\(word.prefix(40))' is not a number") }
      numbers.append(number)
    }
    guard numbers.count >= 4, numbers.count % 2 == 0 else {
      throw refuse("its matrix has \(numbers.count) values; two rows of a value a feature and one more are needed")
    }
    let width = numbers.count / 2 - 1
    try self.init(
      Sums(
        mean_stat: Array(numbers[..<width]), var_stat: Array(numbers[(width + 1)..<(2 * width + 1)]),
        frame_num: numbers[width]), path: path)
  }
}
