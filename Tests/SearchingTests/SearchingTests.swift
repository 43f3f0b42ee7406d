import Searching
import Testing

@Suite struct SearchingTests {
  @Test func bisectionFindsTheFirstOfTheSecondPart() {
    for count in 0..<20 {
      let numbers = Array(0..<count)
      for bound in 0...count {
        #expect(numbers.partitioningIndex { $0 >= bound } == bound)
        let slice = numbers[(bound / 2)...]
        #expect(slice.partitioningIndex { $0 >= bound } == bound)
      }
    }
  }

  @Test(arguments: [
    ("", "", 0), ("abc", "", 3), ("", "abc", 3), ("kitten", "sitting", 3), ("softmax", "softmx", 1),
    ("layer", "alyer", 1), ("ca", "abc", 3), ("é", "e", 2),
  ]) func distanceCountsEdits(_ first: String, _ second: String, _ distance: Int) {
    #expect(editDistance(first, second) == distance)
    #expect(editDistance(second, first) == distance)
  }

  @Test func theNearestNameIsWithinTheLimitAndNotTheNameItself() {
    let names = ["weight", "bias", "wieght", "width"]
    #expect(nearestName(to: "weigth", among: names, limit: 2) == "weight")
    #expect(nearestName(to: "bias", among: names, limit: 2) == nil)
    #expect(nearestName(to: "running_mean", among: names, limit: 4) == nil)
    #expect(nearestName(to: "ab", among: ["ac", "aa"], limit: 1) == "aa")
  }
}
