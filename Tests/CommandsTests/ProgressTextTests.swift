import DebugEngine
import Testing

@testable import Commands

/// The progress line. Front ends show this line while a command runs.
struct ProgressTextTests {
  private let place: RunProgress.Report = {
    var report = RunProgress.Report()
    (report.clock, report.file, report.line, report.operation) = (150, "encoder.py", 85, "layer(xs)")
    return report
  }()

  @Test func theLineShowsThePosition() {
    #expect(ProgressText.line(nil, seconds: 2) == NumberText.seconds(2))
    #expect(ProgressText.line(place, seconds: 2) == "\(NumberText.seconds(2))  encoder.py:85  layer(xs)")
  }

  @Test func theLineShowsTheProgressOfAReplay() {
    var report = place
    report.journey = 100..<200
    #expect(ProgressText.line(report, seconds: 1).contains("  computing again [##########..........] 50%  encoder.py"))
    report.journey = 200..<300
    #expect(ProgressText.line(report, seconds: 1).contains("[....................] 0%"))
    report.searched = 2
    #expect(ProgressText.line(report, seconds: 1).contains("searching [####################] 100%"))
  }
}
